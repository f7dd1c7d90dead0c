import type { ClusterLineageReport } from "../../../../contracts/cluster-lineage.ts";
import { ShownPart } from "../../components/shown-part.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { useTimes } from "../../components/use-times.ts";
import { joinWords } from "../../format/join-words.ts";
import { eventWords, listEvents, nameLineages } from "./lineage-events.ts";

type LineageTableProps = { readonly report: ClusterLineageReport; readonly onChoose: (asOfMs: number) => void };

/** Each run, the newest first: how many clusters it had, and what became of those of the run before. */
export function LineageTable({ report, onChoose }: LineageTableProps) {
  const { formatMoment, formatZone } = useTimes();
  const nameOf = nameLineages(report);
  const rows = report.runs
    .map((run, at) => ({ run, events: listEvents(report.runs[at - 1], run), isFirst: at === 0 }))
    .toReversed();
  return (
    <ShownPart rows={rows} step={30} noun="runs">
      {(shown) => (
        <TableScroll label="Runs and what became of their clusters">
          <table className="number-table lineage-table" data-testid="lineage-runs">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col" className="figure">
                  Clusters
                </th>
                <th scope="col" className="figure">
                  Alone
                </th>
                <th scope="col">Since the run before</th>
                <th scope="col">
                  <span className="visually-hidden">Look at it</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ run, events, isFirst }) => (
                <tr key={run.asOfMs}>
                  <th scope="row" className="number">
                    {formatMoment(run.asOfMs)} {formatZone(run.asOfMs)}
                  </th>
                  <td className="figure number">{run.clusters.length}</td>
                  <td className="figure number">{run.alone}</td>
                  <td>
                    {isFirst
                      ? "the first that is told"
                      : events.length === 0
                        ? "all clusters go on"
                        : joinWords(events.map((event) => eventWords(event, nameOf)))}
                  </td>
                  <td>
                    <button
                      type="button"
                      className="button button-small"
                      aria-label={`Look at the run of ${formatMoment(run.asOfMs)}`}
                      onClick={() => onChoose(run.asOfMs)}
                    >
                      Look
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
