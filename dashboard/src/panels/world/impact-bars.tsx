import { FactorName, type FactorStrengths } from "../../../../contracts/event.ts";
import { formatSigned } from "../../format/format-number.ts";

/** What an event says of each of the five factors, from −1 to +1: a bar to either side of zero, and the number. */
export function ImpactBars({ factors }: { readonly factors: FactorStrengths }) {
  return (
    <dl className="world-impacts" aria-label="Factor impact">
      {FactorName.options.map((factor) => (
        <div key={factor} className={Math.abs(factors[factor]) < 0.005 ? "world-impact is-none" : "world-impact"}>
          <dt>{factor}</dt>
          <dd>
            <SignedBar value={factors[factor]} />
            <span className="number">{formatSigned(factors[factor])}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A number in [−1, 1] as a bar to the left or right of zero. */
export function SignedBar({ value }: { readonly value: number }) {
  const tone = value < -0.005 ? "down" : value > 0.005 ? "up" : "flat";
  const size = Math.min(1, Math.abs(value));
  return (
    <svg className={`world-signed tone-${tone}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="world-track" width="100" height="6" />
      <rect className="world-fill" x={value < 0 ? 50 - size * 50 : 50} width={size * 50} height="6" />
      <rect className="world-zero" x="49.5" width="1" height="6" />
    </svg>
  );
}
