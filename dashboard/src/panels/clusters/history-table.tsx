import { ShownPart } from "../../components/shown-part.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { useTimes } from "../../components/use-times.ts";
import { joinWords } from "../../format/join-words.ts";
import { seriesName } from "../../format/series-words.ts";
import { type ClusterMoment, listChanges } from "./cluster-history.ts";
import { lineageWords, shortId } from "./cluster-words.ts";
import { formatCorrelation } from "./tree-words.ts";

/** Each run that had the cluster, the newest first: its numbers, who joined, who left, and where it came from. */
export function HistoryTable({ history }: { readonly history: readonly ClusterMoment[] }) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <ShownPart rows={listChanges(history)} step={40} noun="runs">
      {(shown) => (
        <TableScroll label="Runs of the cluster">
          <table className="number-table history-table" data-testid="cluster-runs">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col" className="figure">
                  Members
                </th>
                <th scope="col" className="figure">
                  Cohesion
                </th>
                <th scope="col" className="figure">
                  Stress
                </th>
                <th scope="col">Joined</th>
                <th scope="col">Left</th>
                <th scope="col">Lineage</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.asOfMs}>
                  <th scope="row" className="number">
                    {formatMoment(row.asOfMs)} {formatZone(row.asOfMs)}
                  </th>
                  <td className="figure number">{row.members.length}</td>
                  <td className="figure number">{formatCorrelation(row.cohesion)}</td>
                  <td className="figure number">{row.stress === null ? "–" : row.stress.toFixed(2)}</td>
                  <td>{joinWords(row.joined.map(seriesName)) || "–"}</td>
                  <td>{joinWords(row.left.map(seriesName)) || "–"}</td>
                  <td>{lineageWords(row, shortId)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
