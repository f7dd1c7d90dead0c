import { useMemo } from "react";
import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import type { Links } from "../../components/series-link.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatAge } from "../../format/format-time.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { ClusterList } from "./cluster-list.tsx";
import { PastRun } from "./past-run.ts";
import { viewOf } from "./use-cluster-run.ts";
import { ViewSwitch } from "./view-switch.tsx";

/** The clusters of a past run, told apart from the present at first sight, and the way back. */
export function PastPanel({
  host,
  pastMs,
  links,
}: {
  readonly host: Host;
  readonly pastMs: number;
  readonly links: Links;
}) {
  const { formatMoment, formatZone } = useTimes();
  const path = `/v1/clusters?view=${viewOf(host)}&atMs=${pastMs}`;
  const { data, problem, storedAtMs, retry } = useLoaded(host.load, path, PastRun);
  const clusters = useMemo(() => data?.clusters.map(({ view: _, asOfMs: __, ...cluster }) => cluster) ?? [], [data]);
  const age = data === null || host.nowMs < data.asOfMs ? "" : `, ${formatAge(host.nowMs - data.asOfMs)} before now`;
  return (
    <Panel title="What moved together" storedAtMs={storedAtMs}>
      <div className="past-notice" role="status" data-testid="past-notice">
        <p>
          <strong>You look at the past</strong>
          {data === null ? "." : `: the run of ${formatMoment(data.asOfMs)} ${formatZone(data.asOfMs)}${age}.`} Of past
          runs the clusters are kept; tree, network, communities and weights are of the newest run alone.
        </p>
        <button type="button" className="button" onClick={() => host.setParams({ at: null, cluster: null }, "push")}>
          Back to the present
        </button>
      </div>
      <ViewSwitch host={host} />
      {data !== null ? (
        <ClusterList
          links={links}
          clusters={clusters}
          chosen={host.params.cluster ?? null}
          setParams={host.setParams}
        />
      ) : problem === null ? (
        <Skeleton rows={5} label="Loading the clusters of then" />
      ) : (
        <ProblemNotice problem={problem} emptyTitle="The history does not answer" onRetry={retry} />
      )}
    </Panel>
  );
}
