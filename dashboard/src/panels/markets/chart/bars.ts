import type { PriceBars } from "../../../../../contracts/live.ts";
import type { PriceTick } from "../../../../../contracts/price-ticks.ts";
import type { PricePoint } from "../../../data/price-points.ts";

export type Bar = PriceBars["bars"][number];

/** When the bar starts that a window belongs to: the one in which it ended. */
export const barStartMs = (windowEndMs: number, barMs: number): number => (Math.ceil(windowEndMs / barMs) - 1) * barMs;

/**
 * Bars with the windows that came after them: points in time order, of which those up to `fromMs` are in the bars already. Of a point
 * the page knows the close alone, so it lends the way from the price before; the newest window's own range is in `tick`. Bars that did
 * not change stay the same objects.
 */
export function extendBars(
  bars: readonly Bar[],
  points: readonly PricePoint[],
  { fromMs, barMs, tick, tickMs }: { readonly fromMs: number; readonly barMs: number } & NewestTick,
): readonly Bar[] {
  const start = firstAfter(points, fromMs);
  if (start === points.length) return bars;
  const extended = [...bars];
  for (let index = start; index < points.length; index += 1) {
    const point = points[index];
    if (point === undefined) break;
    const before = extended.at(-1);
    const startMs = barStartMs(point.atMs, barMs);
    // Across a bar without a price nothing is lent: what happened in between is not known.
    const isNext = before !== undefined && startMs - before.startMs <= barMs;
    const open = isNext ? before.closeUsd : point.priceUsd;
    const window = tick !== null && point.atMs === tickMs ? rangeOf(tick) : lentRange(open, point.priceUsd);
    if (before !== undefined && before.startMs === startMs) extended[extended.length - 1] = joinBars(before, window);
    else if (before === undefined || before.startMs < startMs) extended.push({ startMs, ...window, windows: 1 });
  }
  return extended;
}

/** The price of the newest window, which ended at `tickMs`; null where the asset has none. */
export type NewestTick = { readonly tick: PriceTick | null; readonly tickMs: number };

type Range = Pick<Bar, "openUsd" | "highUsd" | "lowUsd" | "closeUsd">;

const rangeOf = ({ openUsd, highUsd, lowUsd, priceUsd }: PriceTick): Range => ({
  openUsd,
  highUsd,
  lowUsd,
  closeUsd: priceUsd,
});

const lentRange = (openUsd: number, closeUsd: number): Range => ({
  openUsd,
  highUsd: Math.max(openUsd, closeUsd),
  lowUsd: Math.min(openUsd, closeUsd),
  closeUsd,
});

const joinBars = (bar: Bar, window: Range): Bar => ({
  ...bar,
  highUsd: Math.max(bar.highUsd, window.highUsd),
  lowUsd: Math.min(bar.lowUsd, window.lowUsd),
  closeUsd: window.closeUsd,
  windows: bar.windows + 1,
});

/** The place of the first point after a moment: points are in time order, and there may be many. */
function firstAfter(points: readonly PricePoint[], afterMs: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.atMs ?? 0) <= afterMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
