import { type ChartChoice, mostLines } from "./choose-chart.ts";
import { formatCell } from "./format-cell.ts";
import type { Result } from "./read-result.ts";
import { toNumber } from "./to-number.ts";

type Point = { readonly x: number; readonly y: number };
export type Line = { readonly name: string; readonly points: readonly Point[] };
export type Bar = { readonly name: string; readonly value: number };
export type Drawing = {
  readonly lines: readonly Line[];
  readonly bars: readonly Bar[];
  /** Rows with a null, or of a line too many, which are not drawn. */
  readonly left: number;
};

/** So many steps along the axis; of each, the least and the greatest value are kept. */
const steps = 400;

/** What a chart draws, from one pass over the rows. */
export function drawingOf({ columns, rows }: Result, choice: ChartChoice): Drawing {
  const [x, y, by] = [columns[choice.x], columns[choice.y], columns[choice.by ?? -1]];
  if (x === undefined || y === undefined) return { lines: [], bars: [], left: rows };
  const bars: Bar[] = [];
  const lines = new Map<string, Point[]>();
  let left = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = toNumber(y, row);
    const place = toNumber(x, row);
    const name = by === undefined ? y.name : (formatCell(by.type, by.at(row)) ?? "null");
    if (x.kind === "text" && value !== null) bars.push({ name: formatCell(x.type, x.at(row)) ?? "null", value });
    else if (value === null || place === null || (!lines.has(name) && lines.size === mostLines)) left += 1;
    else addTo(lines, name, { x: place, y: value });
  }
  return { lines: [...lines].map(([name, points]) => ({ name, points: thin(points) })), bars, left };
}

function addTo(lines: Map<string, Point[]>, name: string, point: Point): void {
  const points = lines.get(name);
  if (points === undefined) lines.set(name, [point]);
  else points.push(point);
}

/** In the order of x, with the extremes of each step: a spike is never lost. */
function thin(points: Point[]): readonly Point[] {
  points.sort((a, b) => a.x - b.x);
  if (points.length <= steps * 2) return points;
  const size = points.length / steps;
  return Array.from({ length: steps }, (_, step) => {
    const part = points.slice(Math.floor(step * size), Math.floor((step + 1) * size));
    const least = part.reduce((best, point) => (point.y < best.y ? point : best));
    const greatest = part.reduce((best, point) => (point.y > best.y ? point : best));
    return least.x <= greatest.x ? [least, greatest] : [greatest, least];
  }).flat();
}
