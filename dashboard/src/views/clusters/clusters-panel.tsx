import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { formatAge } from "../../format/format-time.ts";
import { assetSymbol } from "../../format/short-hex.ts";
import { ClusterCard } from "./cluster-card.tsx";

type ClustersPanelProps = {
  readonly clusters: DashboardState["clusters"];
  readonly nowMs: number;
  readonly onSelect: (asset: string) => void;
  readonly onRetry: () => void;
};

/** Which assets move together. */
export function ClustersPanel({ clusters, nowMs, onSelect, onRetry }: ClustersPanelProps) {
  const run = clusters.data;
  const isExpired = run !== null && nowMs > run.validUntilMs;
  return (
    <Panel
      title="Clusters"
      className="panel-clusters"
      aside={
        run === null ? undefined : (
          <span className={isExpired ? "tone-warn" : "muted"}>
            {isExpired ? "expired, " : ""}
            {formatAge(nowMs - run.asOfMs)} old
          </span>
        )
      }
    >
      {run !== null ? (
        <>
          {run.clusters.length === 0 ? (
            <Notice title="No cluster yet">There is not enough history to compare assets.</Notice>
          ) : null}
          <ul className="clusters">
            {run.clusters.map((cluster) => (
              <ClusterCard key={cluster.id} cluster={cluster} onSelect={onSelect} />
            ))}
          </ul>
          <p className="panel-foot muted">
            Bars of {formatAge(run.barMs)} over {formatAge(run.windowMs)}.
            {run.refused.length === 0
              ? ""
              : ` Left out: ${run.refused.map(({ asset, reason }) => `${assetSymbol(asset)} (${reason})`).join(", ")}.`}
          </p>
        </>
      ) : clusters.problem === null ? (
        <Skeleton rows={4} label="Loading clusters" />
      ) : (
        <ProblemNotice problem={clusters.problem} emptyTitle="No cluster yet" onRetry={onRetry} />
      )}
    </Panel>
  );
}
