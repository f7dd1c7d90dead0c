import type { ReactNode } from "react";
import { ShownPart } from "../../../components/shown-part.tsx";
import { TableTwin } from "../../../components/table-twin.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { LineChart } from "./line-chart.tsx";

type PastProps<Point> = {
  /** At least one, the oldest first. */
  readonly points: readonly Point[];
  readonly momentOf: (point: Point) => number;
  readonly readingOf: (point: Point) => number;
  readonly format: (value: number) => string;
  /** The smallest range that the chart shows from bottom to top. */
  readonly least: number;
  /** What the line is of. */
  readonly label: string;
  /** Of the chart; the table's is the same with `-table`. */
  readonly testId: string;
  /** Heads of the table: of the moment, of the value, and of what else is known of a point. */
  readonly heads: readonly [moment: string, value: string, other: string];
  readonly otherOf: (point: Point) => string;
  /** Between the chart and its table. */
  readonly children?: ReactNode;
};

/** How one number went: its line, and every reading in a table, the newest first. */
export function Past<Point>(props: PastProps<Point>) {
  const { points, momentOf, readingOf, format, least, label, testId, heads, otherOf, children } = props;
  const { formatMoment, formatZone } = useTimes();
  const [momentHead, valueHead, otherHead] = heads;
  return (
    <>
      <LineChart
        points={points.map((point) => ({ atMs: momentOf(point), value: readingOf(point) }))}
        {...{ format, least, label, testId }}
      />
      {children}
      <TableTwin
        summary={points.length === 1 ? "Its one reading as a table" : `Its ${points.length} readings as a table`}
      >
        {() => (
          <ShownPart rows={points.toReversed()} step={40} noun="readings">
            {(part) => (
              <table className="number-table" data-testid={`${testId}-table`}>
                <thead>
                  <tr>
                    <th scope="col">{momentHead}</th>
                    <th scope="col" className="figure">
                      {valueHead}
                    </th>
                    <th scope="col" className="figure">
                      {otherHead}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {part.map((point) => (
                    <tr key={momentOf(point)}>
                      <th scope="row" className="number">
                        {formatMoment(momentOf(point))} {formatZone(momentOf(point))}
                      </th>
                      <td className="figure number">{format(readingOf(point))}</td>
                      <td className="figure number">{otherOf(point)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </ShownPart>
        )}
      </TableTwin>
    </>
  );
}
