import { useMemo } from "react";
import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { RunAge } from "../../components/run-age.tsx";
import type { Links } from "../../components/series-link.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { Host, PanelProps } from "../../host/panel.ts";
import { ClusterHistoryPanel } from "./cluster-history-panel.tsx";
import { ClusterList } from "./cluster-list.tsx";
import { CommunitiesPanel } from "./communities-panel.tsx";
import { LineagePanel } from "./lineage-panel.tsx";
import { NetworkPanel } from "./network-panel.tsx";
import { PastPanel } from "./past-panel.tsx";
import { pastMsOf } from "./past-run.ts";
import { RegimeLine } from "./regime-line.tsx";
import { RunRest } from "./run-rest.tsx";
import { TreePanel } from "./tree-panel.tsx";
import { useClusterRun } from "./use-cluster-run.ts";
import { ViewSwitch } from "./view-switch.tsx";
import { WeightsPanel } from "./weights-panel.tsx";
import "../../components/number-table.css";
import "./clusters.css";
import "./tree-map.css";

/** What moves together: the clusters of a run, the tree that they were cut from, and what became of them. */
export default function ClustersPage({ host }: PanelProps) {
  const { run, problem, storedAtMs, retry } = useClusterRun(host);
  const links = useLinks(host);
  const chosen = host.params.cluster ?? null;
  const pastMs = pastMsOf(host.params);
  const present = useMemo(() => run?.clusters.map(({ id }) => id) ?? [], [run]);
  return (
    <div className="single">
      {pastMs !== null ? (
        <PastPanel host={host} pastMs={pastMs} links={links} />
      ) : (
        <Panel
          title="What moves together"
          storedAtMs={storedAtMs}
          aside={run === null ? undefined : <RunAge run={run} nowMs={host.nowMs} />}
        >
          <ViewSwitch host={host} />
          {run !== null && problem !== null && problem.kind !== "not-yet" ? (
            <p className="inline-problem" role="status">
              {problem.detail} What follows is of before.
            </p>
          ) : null}
          {run !== null ? (
            <Clusters host={host} run={run} />
          ) : problem === null ? (
            <Skeleton rows={5} label="Loading clusters" />
          ) : (
            <ProblemNotice problem={problem} emptyTitle="No cluster yet" onRetry={retry} />
          )}
        </Panel>
      )}
      {chosen === null ? null : <ClusterHistoryPanel host={host} id={chosen} mark={run?.asOfMs ?? 0} />}
      {run === null && pastMs === null ? null : (
        <LineagePanel host={host} pastMs={pastMs} present={present} mark={run?.asOfMs ?? 0} />
      )}
      {pastMs !== null || run === null || run.assets.length === 0 ? null : <Parts host={host} run={run} />}
    </div>
  );
}

function Clusters({ host, run }: { readonly host: Host; readonly run: ClusterRun }) {
  const links = useLinks(host);
  return (
    <>
      <RegimeLine regime={run.regime} />
      {run.clusters.length === 0 ? (
        <Notice title="No cluster yet">There is not enough history to compare series.</Notice>
      ) : (
        <ClusterList
          links={links}
          clusters={run.clusters}
          chosen={host.params.cluster ?? null}
          setParams={host.setParams}
        />
      )}
      <RunRest host={host} run={run} />
    </>
  );
}

function Parts({ host, run }: { readonly host: Host; readonly run: ClusterRun }) {
  const links = useLinks(host);
  return (
    <>
      <NetworkPanel
        run={run}
        near={host.params.near ?? null}
        by={host.params.by ?? null}
        links={links}
        setParams={host.setParams}
      />
      <TreePanel run={run} near={host.params.near ?? null} links={links} setParams={host.setParams} />
      <div className="cluster-columns">
        <CommunitiesPanel links={links} communities={run.communities} />
        <WeightsPanel links={links} weights={run.weights} />
      </div>
    </>
  );
}

/** The host changes with every price; a run is drawn once, as what it is given stays the same. */
function useLinks({ hrefOf }: Host): Links {
  return useMemo(() => ({ hrefOf }), [hrefOf]);
}
