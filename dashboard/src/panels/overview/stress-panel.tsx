import type { Cluster, MarketRegime } from "../../../../contracts/cluster.ts";
import { Chip } from "../../components/chip.tsx";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { RunAge } from "../../components/run-age.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { formatShare } from "../../format/format-number.ts";
import { seriesName } from "../../format/series-words.ts";
import type { Host } from "../../host/panel.ts";

const shown = 4;

const regimeWords: Readonly<Record<MarketRegime, string>> = {
  calm: "small moves, each asset its own",
  active: "large moves, each asset its own",
  coupled: "small moves, but together",
  panic: "large moves, together",
};

/** How the market moves as a whole, and which clusters move farther than they usually do. */
export function StressPanel({ host }: { readonly host: Host }) {
  const { state, nowMs, retry, hrefOf } = host;
  const { data: run, problem } = state.clusters;
  return (
    <Panel
      title="Market stress"
      className="panel-stress"
      storedAtMs={host.state.clusters.storedAtMs}
      aside={run === null ? undefined : <RunAge run={run} nowMs={nowMs} />}
    >
      {run === null ? (
        problem === null ? (
          <Skeleton rows={3} label="Loading the market's stress" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="Not known yet" onRetry={retry} />
        )
      ) : (
        <>
          {run.regime === null ? (
            <p className="muted">How the market moves as a whole is not known: there are too few assets.</p>
          ) : (
            <p data-testid="market-regime" data-regime={run.regime.regime}>
              <Chip tone={run.regime.regime === "panic" ? "bad" : run.regime.regime === "calm" ? "quiet" : "warn"}>
                {run.regime.regime}
              </Chip>{" "}
              {regimeWords[run.regime.regime]}; moves are{" "}
              <span className="number">{run.regime.activity.toFixed(1)}</span> times their usual size.
            </p>
          )}
          {run.clusters.length === 0 ? (
            <Notice title="No cluster yet">There is not enough history to compare assets.</Notice>
          ) : (
            <ul className="stress-list">
              {mostStressed(run.clusters).map((cluster) => (
                <StressRow key={cluster.id} cluster={cluster} href={hrefOf("clusters", { cluster: cluster.id })} />
              ))}
            </ul>
          )}
        </>
      )}
    </Panel>
  );
}

function StressRow({ cluster, href }: { readonly cluster: Cluster; readonly href: string }) {
  const { members, medoid, stress } = cluster;
  return (
    <li data-testid={`stress-${cluster.id}`}>
      <a className="stress-row" href={href}>
        <span>
          {seriesName(medoid)}{" "}
          <span className="muted">{members.length === 1 ? "alone" : `and ${members.length - 1} more`}</span>
        </span>
        <svg className="stress-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="overview-track" width="100" height="6" />
          <rect
            className={(stress ?? 0) >= 0.95 ? "stress-high" : "stress-fill"}
            width={(stress ?? 0) * 100}
            height="6"
          />
        </svg>
        <span className="number" title="Share of the window's moves of the same length that were smaller">
          {stress === null ? "–" : formatShare(stress)}
        </span>
      </a>
    </li>
  );
}

/** The most stressed first; of equal ones the larger. */
export function mostStressed(clusters: readonly Cluster[]): readonly Cluster[] {
  return clusters
    .toSorted(
      (a, b) => (b.stress ?? -1) - (a.stress ?? -1) || b.members.length - a.members.length || (a.id < b.id ? -1 : 1),
    )
    .slice(0, shown);
}
