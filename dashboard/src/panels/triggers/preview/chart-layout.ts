import type { LeafCourse } from "../../../../../contracts/trigger-preview.ts";
import { priceTicks, timeTicks } from "../../../views/chart/chart-series.ts";

export type Span = { readonly fromMs: number; readonly toMs: number };
export type Size = { readonly width: number; readonly height: number };

export type CourseDrawing = {
  /** The left side, and what it is compared with. */
  readonly leftPath: string;
  readonly rightPath: string;
  readonly ticksY: readonly { readonly value: number; readonly y: number }[];
  readonly ticksX: readonly { readonly atMs: number; readonly x: number }[];
  readonly xOf: (atMs: number) => number;
  readonly yOf: (value: number) => number;
};

/** One comparison over the time as lines. A stretch without data is a hole. Null where nothing was known at all. */
export function drawCourse(
  { points }: Pick<LeafCourse, "points">,
  span: Span,
  { width, height }: Size,
): CourseDrawing | null {
  const values = points.flatMap(([, left, right]) => [left, right]).filter((value) => value !== null);
  if (values.length === 0) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const air = most === least ? Math.max(Math.abs(most) * 0.01, 1e-9) : (most - least) * 0.08;
  const [low, high] = [least - air, most + air];
  const xOf = (atMs: number): number => ((atMs - span.fromMs) / Math.max(1, span.toMs - span.fromMs)) * width;
  const yOf = (value: number): number => height - ((value - low) / (high - low)) * height;
  const pathOf = (side: 1 | 2): string => {
    let path = "";
    let isDrawing = false;
    for (const point of points) {
      const value = point[side];
      if (value !== null) path += `${isDrawing ? "L" : "M"}${xOf(point[0]).toFixed(1)} ${yOf(value).toFixed(1)}`;
      isDrawing = value !== null;
    }
    return path;
  };
  const ticksX = timeTicks(span.fromMs, span.toMs, width < 420 ? 4 : 7).map((atMs) => ({ atMs, x: xOf(atMs) }));
  const ticksY = priceTicks(low, high, 4).map((value) => ({ value, y: yOf(value) }));
  return { leftPath: pathOf(1), rightPath: pathOf(2), ticksX, ticksY, xOf, yOf };
}
