import { Change } from "../../components/change.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { formatSpan } from "../../format/format-time.ts";
import { seriesName } from "../../format/series-words.ts";
import type { Scenario } from "./answers.ts";
import { chooseMoments } from "./arrival-lines.ts";

const rowsMax = 13;

type ArrivalTableProps = { readonly scenario: Scenario; readonly drawn: readonly string[] };

/** The chart's lines in numbers, at some of its moments. */
export function ArrivalTable({ scenario: { over, asOfMs }, drawn }: ArrivalTableProps) {
  return (
    <TableScroll label="Impacts over time">
      <table className="number-table" data-testid="arrivals">
        <thead>
          <tr>
            <th scope="col">After</th>
            {drawn.map((asset) => (
              <th key={asset} scope="col" className="figure">
                {seriesName(asset)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chooseMoments(over, rowsMax).map(({ atMs, sizes }) => (
            <tr key={atMs}>
              <th scope="row" className="number">
                {formatSpan(atMs - asOfMs)}
              </th>
              {drawn.map((asset) => (
                <td key={asset} className="figure">
                  <Change value={sizes.find((each) => each.asset === asset)?.size ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
