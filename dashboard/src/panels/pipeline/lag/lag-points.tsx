import type { FreshnessHistory } from "../../../../../contracts/freshness.ts";
import { ShownPart } from "../../../components/shown-part.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatAge } from "../../../format/format-time.ts";

const step = 40;

/** The points of a lag chart, newest first. */
export function LagPoints({ history: { points, warnMs, errorMs } }: { readonly history: FreshnessHistory }) {
  const { formatMoment, formatZone } = useTimes();
  const stateOf = (ageMs: number): string => {
    if (errorMs !== null && ageMs > errorMs) return "stale";
    return warnMs !== null && ageMs > warnMs ? "late" : "within";
  };
  return (
    <ShownPart rows={points.toReversed()} step={step} noun="moments">
      {(shown) => (
        <TableScroll label="Ages over time">
          <table className="number-table" data-testid="lag-points">
            <thead>
              <tr>
                <th scope="col">Moment</th>
                <th scope="col" className="figure">
                  Age
                </th>
                <th scope="col">Limit</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ atMs, ageMs }) => (
                <tr key={atMs}>
                  <th scope="row" className="number">
                    {formatMoment(atMs)} {formatZone(atMs)}
                  </th>
                  <td className="figure number">{ageMs === null ? "–" : formatAge(ageMs)}</td>
                  <td>{ageMs === null ? "nothing before" : stateOf(ageMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
