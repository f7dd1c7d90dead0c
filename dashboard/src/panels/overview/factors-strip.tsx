import type { FactorReading } from "../../../../contracts/factor-reading.ts";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { RunAge } from "../../components/run-age.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { formatSigned } from "../../format/format-number.ts";
import type { Host } from "../../host/panel.ts";
import type { EarlierFactors } from "./changes/factor-changes.ts";

type FactorsStripProps = { readonly host: Host; readonly earlier: EarlierFactors | null };

/** The five factors in short; each leads to what weighs on it. */
export function FactorsStrip({ host, earlier }: FactorsStripProps) {
  const { state, nowMs, retry, hrefOf } = host;
  const { data: snapshot, problem } = state.factors;
  return (
    <Panel
      title="Factors"
      className="panel-factors"
      storedAtMs={host.state.factors.storedAtMs}
      aside={snapshot === null ? undefined : <RunAge run={snapshot} nowMs={nowMs} />}
    >
      {snapshot === null ? (
        problem === null ? (
          <Skeleton rows={5} label="Loading factors" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="No reading yet" onRetry={retry} />
        )
      ) : snapshot.factors.length === 0 ? (
        <Notice title="No reading yet">No source of events answered; that does not mean calm.</Notice>
      ) : (
        <ul className="factor-strip">
          {snapshot.factors.map((reading) => (
            <FactorRow
              key={reading.factor}
              reading={reading}
              before={earlier?.get(reading.factor)?.value ?? null}
              href={hrefOf("world", { factor: reading.factor })}
            />
          ))}
        </ul>
      )}
      {snapshot !== null && snapshot.missingInputs.length > 0 ? (
        <p className="panel-foot tone-warn">
          {snapshot.missingInputs.length} {snapshot.missingInputs.length === 1 ? "input is" : "inputs are"} missing; the
          readings lack {snapshot.missingInputs.length === 1 ? "it" : "them"}.
        </p>
      ) : null}
    </Panel>
  );
}

type FactorRowProps = { readonly reading: FactorReading; readonly before: number | null; readonly href: string };

function FactorRow({ reading: { factor, value, evidence }, before, href }: FactorRowProps) {
  const tone = value < -0.005 ? "down" : value > 0.005 ? "up" : "flat";
  const size = Math.min(1, Math.abs(value)) * 50;
  return (
    <li data-testid={`factor-${factor}`}>
      <a className="factor-row" href={href}>
        <span className="factor-row-name">{factor}</span>
        <svg
          className={`factor-row-bar tone-${tone}`}
          viewBox="0 0 100 6"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect className="overview-track" width="100" height="6" />
          <rect className="factor-row-fill" x={value < 0 ? 50 - size : 50} width={size} height="6" />
          <rect className="factor-row-zero" x="49.5" width="1" height="6" />
        </svg>
        <span className="number factor-row-value">{formatSigned(value)}</span>
        <span className="number muted factor-row-change" title="Change in about an hour">
          {before === null ? "" : Math.abs(value - before) < 0.005 ? "same" : formatSigned(value - before)}
        </span>
        <span className="muted factor-row-top">{evidence[0]?.title ?? "no recent event speaks to it"}</span>
      </a>
    </li>
  );
}
