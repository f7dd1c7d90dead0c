import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { formatAge } from "../../format/format-time.ts";
import { FactorBar } from "./factor-bar.tsx";

type FactorsPanelProps = {
  readonly factors: DashboardState["factors"];
  readonly nowMs: number;
  readonly onRetry: () => void;
};

/** The five readings of the world. */
export function FactorsPanel({ factors, nowMs, onRetry }: FactorsPanelProps) {
  const snapshot = factors.data;
  const isExpired = snapshot !== null && nowMs > snapshot.validUntilMs;
  return (
    <Panel
      title="Factors"
      className="panel-factors"
      aside={
        snapshot === null ? undefined : (
          <span className={isExpired ? "tone-warn" : "muted"}>
            {isExpired ? "expired, " : ""}
            {formatAge(nowMs - snapshot.asOfMs)} old
          </span>
        )
      }
    >
      {snapshot !== null ? (
        <>
          {snapshot.factors.length === 0 ? (
            <Notice title="No reading yet">Events are read every half hour.</Notice>
          ) : null}
          <ul className="factors">
            {snapshot.factors.map((reading) => (
              <FactorBar key={reading.factor} reading={reading} nowMs={nowMs} />
            ))}
          </ul>
          {snapshot.missingInputs.length === 0 ? (
            <p className="panel-foot muted">From −1 to +1; below zero is the bad direction.</p>
          ) : (
            <p className="panel-foot tone-warn">
              Missing: {snapshot.missingInputs.join(", ")}. The readings lack these.
            </p>
          )}
        </>
      ) : factors.problem === null ? (
        <Skeleton rows={5} label="Loading factors" />
      ) : (
        <ProblemNotice problem={factors.problem} emptyTitle="No reading yet" onRetry={onRetry} />
      )}
    </Panel>
  );
}
