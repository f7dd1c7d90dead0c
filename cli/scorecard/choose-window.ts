import type { PricePoint, ReturnGrid } from "../../analytics/core/build-returns.ts";
import { chooseGrid } from "../../analytics/core/choose-grid.ts";
import type { History } from "./history.ts";

/**
 * The history that was there at `atMs`, in the first of the bars of which it has at least `barsMin`: it ends at the last multiple of
 * the bar and reaches back as far as anything is known, at most `windowMs`. Null where it is too short for all of them.
 */
export function chooseWindow(
  histories: readonly History[],
  atMs: number,
  barsMs: readonly number[],
  { windowMs, barsMin }: { readonly windowMs: number; readonly barsMin: number },
): ReturnGrid | null {
  const firstMs = Math.min(...histories.map(({ series }) => series.knownAtMs[0] ?? Number.POSITIVE_INFINITY));
  if (firstMs > atMs) return null;
  for (const barMs of barsMs) {
    const settings = { barMs, windowMs: Math.floor(windowMs / barMs) * barMs, minBars: barsMin };
    const { grid, isLongEnough } = chooseGrid({ firstMs, latestMs: atMs }, atMs, settings);
    if (isLongEnough) return grid;
  }
  return null;
}

/** The prices that a grid can use. */
export function* listPoints(histories: readonly History[], grid: ReturnGrid): Generator<PricePoint> {
  const afterMs = grid.asOfMs - grid.windowMs - grid.barMs;
  for (const { asset, series } of histories) {
    for (const [index, atMs] of series.knownAtMs.entries()) {
      if (atMs > afterMs && atMs <= grid.asOfMs) yield { asset, atMs, price: series.value[index] as number };
    }
  }
}
