import { Change } from "../../../components/change.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { TableTwin } from "../../../components/table-twin.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatPrice } from "../../../format/format-number.ts";
import type { Bar } from "./bars.ts";
import { formatStudy } from "./chart-words.ts";
import type { StudyLine } from "./study-lines.ts";

type BarTableProps = {
  readonly bars: readonly Bar[];
  readonly lines: readonly StudyLine[];
  /** How many bars of the lines come before the first. */
  readonly offset: number;
};

/** The candles as a table, the newest first. */
export function BarTable({ bars, lines, offset }: BarTableProps) {
  return (
    <TableTwin summary={`The ${bars.length} bars as a table`}>
      {() => {
        const rows = bars.map((bar, index) => ({ bar, place: offset + index })).toReversed();
        return (
          <ShownPart rows={rows} step={50} noun="bars">
            {(shown) => (
              <TableScroll label="Bars">
                <table className="number-table number-table-wide" data-testid="bar-table">
                  <thead>
                    <tr>
                      <th scope="col">Starts</th>
                      {["Open, $", "High, $", "Low, $", "Close, $", "Change", "Windows"].map((label) => (
                        <th key={label} scope="col" className="figure">
                          {label}
                        </th>
                      ))}
                      {lines.map(({ id, label }) => (
                        <th key={id} scope="col" className="figure">
                          {label}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map(({ bar, place }) => (
                      <BarRow key={bar.startMs} bar={bar} place={place} lines={lines} />
                    ))}
                  </tbody>
                </table>
              </TableScroll>
            )}
          </ShownPart>
        );
      }}
    </TableTwin>
  );
}

function BarRow({
  bar,
  place,
  lines,
}: {
  readonly bar: Bar;
  readonly place: number;
  readonly lines: readonly StudyLine[];
}) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <tr>
      <th scope="row" className="number">
        {formatMoment(bar.startMs)} {formatZone(bar.startMs)}
      </th>
      <td className="figure number">{formatPrice(bar.openUsd)}</td>
      <td className="figure number">{formatPrice(bar.highUsd)}</td>
      <td className="figure number">{formatPrice(bar.lowUsd)}</td>
      <td className="figure number">{formatPrice(bar.closeUsd)}</td>
      <td className="figure">
        <Change value={bar.closeUsd / bar.openUsd - 1} />
      </td>
      <td className="figure number">{bar.windows}</td>
      {lines.map(({ id, unit, values }) => (
        <td key={id} className="figure number">
          {formatStudy(unit, values[place] ?? null)}
        </td>
      ))}
    </tr>
  );
}
