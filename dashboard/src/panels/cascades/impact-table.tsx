import { Change } from "../../components/change.tsx";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatShare } from "../../format/format-number.ts";
import { formatSpan } from "../../format/format-time.ts";
import { joinWords } from "../../format/join-words.ts";
import { seriesName } from "../../format/series-words.ts";
import type { Scenario } from "./answers.ts";

type ImpactTableProps = { readonly links: Links; readonly scenario: Scenario };

/** Who is hit, the hardest first: how much, when most of it arrives, and from whom it comes. */
export function ImpactTable({ links, scenario: { impact, asOfMs } }: ImpactTableProps) {
  const { formatClock, formatZone } = useTimes();
  return (
    <ShownPart rows={impact} step={25} noun="impacts">
      {(shown) => (
        <TableScroll label="Impacts">
          <table className="number-table impact-table" data-testid="impacts">
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col" className="figure">
                  Impact
                </th>
                <th scope="col" className="figure">
                  After
                </th>
                <th scope="col" className="figure">
                  At, {formatZone(asOfMs)}
                </th>
                <th scope="col">Contributed by</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ asset, size, arrivesAtMs, from }) => (
                <tr key={asset} data-testid={`impact-${asset}`}>
                  <th scope="row">
                    <SeriesLink links={links} series={asset} />
                  </th>
                  <td className="figure">
                    <Change value={size} />
                  </td>
                  <td className="figure number">{formatSpan(arrivesAtMs - asOfMs)}</td>
                  <td className="figure number">{formatClock(arrivesAtMs)}</td>
                  <td>{joinWords(from.map((source) => `${seriesName(source.asset)} ${formatShare(source.share)}`))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
