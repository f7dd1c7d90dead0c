import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { TableTwin } from "../../components/table-twin.tsx";
import { useTimes } from "../../components/use-times.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { ClusterHistory } from "./cluster-history.ts";
import { shortId } from "./cluster-words.ts";
import { HistoryChart } from "./history-chart.tsx";
import { HistoryTable } from "./history-table.tsx";

type ClusterHistoryPanelProps = { readonly host: Host; readonly id: string; readonly mark: number };

/** One cluster through its runs, for as long as its id goes on. `mark`: a newer run may have added to it. */
export function ClusterHistoryPanel({ host, id, mark }: ClusterHistoryPanelProps) {
  const { formatMoment, formatZone } = useTimes();
  const { data, problem, retry } = useLoaded(host.load, `/v1/clusters/${encodeURIComponent(id)}`, ClusterHistory, mark);
  const close = (
    <button type="button" className="button button-small" onClick={() => host.setParams({ cluster: null }, "push")}>
      Close
    </button>
  );
  return (
    <Panel title={`History of cluster ${shortId(id)}`} className="panel-cluster-history" aside={close}>
      {data !== null ? (
        <>
          <p className="cluster-said" data-testid="cluster-said">
            {data.explanation}{" "}
            {mark > data.asOfMs ? `It ended after ${formatMoment(data.asOfMs)} ${formatZone(data.asOfMs)}.` : ""}
          </p>
          <ShownPart rows={data.members} step={40} noun="members">
            {(shown) => (
              <ul className="series-list">
                {shown.map((member) => (
                  <li
                    key={member}
                    className={member === data.medoid && data.members.length > 1 ? "is-medoid" : undefined}
                  >
                    <SeriesLink links={host} series={member} />
                  </li>
                ))}
              </ul>
            )}
          </ShownPart>
          <HistoryChart history={data.history} />
          <TableTwin
            summary={
              data.history.length === 1 ? "Its only run as a table" : `Its ${data.history.length} runs as a table`
            }
          >
            {() => <HistoryTable history={data.history} />}
          </TableTwin>
        </>
      ) : problem === null ? (
        <Skeleton rows={3} label="Loading the cluster's history" />
      ) : (
        <ProblemNotice problem={problem} emptyTitle="The history does not answer" onRetry={retry} />
      )}
    </Panel>
  );
}
