import type { AnomalyReading } from "../../../../contracts/world.ts";
import { useTimes } from "../../components/use-times.ts";
import { formatSigned } from "../../format/format-number.ts";
import { describeLearning, formatCount, judgedAnomalies } from "./world-words.ts";

/** How unusual the last full hour was, for each category that is known well enough; what is still learning in a sentence. */
export function AnomalyTable({ anomalies }: { readonly anomalies: readonly AnomalyReading[] }) {
  const { formatClock, formatZone } = useTimes();
  const judged = judgedAnomalies(anomalies);
  const [first] = judged;
  const learning = describeLearning(anomalies);
  return (
    <>
      {first === undefined ? null : (
        <table className="world-table" data-testid="anomalies">
          <caption>
            Stories in the hour from {formatClock(first.hourMs)} {formatZone(first.hourMs)}, against the same hour of
            the {first.weeks} weeks before
          </caption>
          <thead>
            <tr>
              <th scope="col">Category</th>
              <th scope="col" className="world-number">
                Stories
              </th>
              <th scope="col" className="world-number">
                Usual
              </th>
              <th scope="col" className="world-number">
                <abbr title="Distance from the usual number, in scales: one scale is how far it commonly strays">
                  Off by, scales
                </abbr>
              </th>
            </tr>
          </thead>
          <tbody>
            {judged.map(({ category, count, median, up, down }) => (
              <tr key={category} data-testid={`anomaly-${category}`}>
                <th scope="row">{category}</th>
                <td className="number world-number">{count}</td>
                <td className="number world-number">{formatCount(median)}</td>
                <td className="number world-number">{formatSigned(up - down, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {learning === null ? null : (
        <p className="panel-foot muted" data-testid="anomalies-learning">
          Anomalies: {learning}
        </p>
      )}
    </>
  );
}
