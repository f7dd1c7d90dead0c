export type LinePoint = { readonly atMs: number; readonly value: number };

export type LineShape = {
  readonly path: string;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly ticks: readonly { readonly y: number; readonly value: number }[];
  readonly fromMs: number;
  readonly toMs: number;
};

/**
 * A line through the points in a box, with round numbers at its side; null without a point. Where more than three usual steps are
 * missing it is broken. `least`: the smallest range that the box shows, so that next to nothing does not look like much.
 */
export function shapeLine(
  points: readonly LinePoint[],
  box: { readonly width: number; readonly height: number },
  least: number,
): LineShape | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const values = points.map(({ value }) => value);
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const range = Math.max(least, Math.max(...values) - Math.min(...values));
  const step = tickStep(range / 3);
  const low = Math.floor((middle - range / 2) / step) * step;
  const high = Math.max(low + step, Math.ceil((middle + range / 2) / step) * step);
  const spanMs = Math.max(1, last.atMs - first.atMs);
  const x = (atMs: number): number => short(first === last ? box.width : ((atMs - first.atMs) / spanMs) * box.width);
  const y = (value: number): number => short((1 - (value - low) / (high - low)) * box.height);
  const gapMs = 3 * usualStepMs(points);
  const path = points
    .map(({ atMs, value }, index) => {
      const before = points[index - 1];
      return `${before === undefined || atMs - before.atMs > gapMs ? "M" : "L"}${x(atMs)} ${y(value)}`;
    })
    .join("");
  const count = Math.round((high - low) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => {
    const value = Number((low + index * step).toPrecision(10));
    return { value, y: y(value) };
  });
  return {
    path,
    ticks,
    dots: points.map((point) => ({ x: x(point.atMs), y: y(point.value) })),
    fromMs: first.atMs,
    toMs: last.atMs,
  };
}

/** The next of 1, 2 and 5 times a power of ten. */
function tickStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * (atLeast <= power ? 1 : atLeast <= 2 * power ? 2 : atLeast <= 5 * power ? 5 : 10);
}

/** The median distance of neighbours in time. */
function usualStepMs(points: readonly LinePoint[]): number {
  const steps = points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? atMs));
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}

const short = (value: number): number => Math.round(value * 10) / 10;
