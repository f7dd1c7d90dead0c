import type { FactorName } from "../../../../contracts/event.ts";
import type { FactorSnapshot } from "../../../../contracts/live.ts";
import { formatSigned } from "../../format/format-number.ts";
import { formatAge } from "../../format/format-time.ts";

type Reading = FactorSnapshot["factors"][number];

const hints: Readonly<Record<FactorName, string>> = {
  growth: "of the economy",
  liquidity: "of money",
  risk: "appetite",
  regulation: "friendly above zero",
  shock: "calm above zero",
};

/** One factor as a signed bar, with the events behind it. */
export function FactorBar({ reading, nowMs }: { readonly reading: Reading; readonly nowMs: number }) {
  const { factor, value, evidence } = reading;
  const tone = value < -0.005 ? "down" : value > 0.005 ? "up" : "flat";
  return (
    <li className="factor" data-testid={`factor-${factor}`}>
      <details>
        <summary>
          <span className="factor-name">
            {factor} <span className="muted">{hints[factor]}</span>
          </span>
          <span className={`number factor-value tone-${tone}`}>{formatSigned(value)}</span>
          <svg className={`factor-bar tone-${tone}`} viewBox="0 0 200 6" preserveAspectRatio="none" aria-hidden="true">
            <rect className="factor-track" width="200" height="6" rx="3" />
            <rect className="factor-fill" x={100 + Math.min(0, value) * 100} width={Math.abs(value) * 100} height="6" />
            <rect className="factor-zero" x="99.5" width="1" height="6" />
          </svg>
          <span className="factor-top muted">{describeTop(evidence)}</span>
        </summary>
        {evidence.length === 0 ? (
          <p className="muted evidence">No recent event speaks to it.</p>
        ) : (
          <ol className="evidence">
            {evidence.map(({ eventId, title, eventTimeMs, share }) => (
              <li key={eventId}>
                <span className={`number tone-${share < 0 ? "down" : "up"}`}>{formatSigned(share)}</span>
                <span>{title}</span>
                <span className="muted number">{formatAge(nowMs - eventTimeMs)}</span>
              </li>
            ))}
          </ol>
        )}
      </details>
    </li>
  );
}

function describeTop(evidence: Reading["evidence"]): string {
  const [first, ...rest] = evidence;
  if (first === undefined) return "no evidence";
  return rest.length === 0 ? first.title : `${first.title} +${rest.length} more`;
}
