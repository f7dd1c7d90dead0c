import { ok } from "../../contracts/result.ts";
import { type Bar, barMs, foldBars } from "../../ingest/core/fold-bars.ts";
import type { PriceWindow, QuoteResult } from "../../ingest/sources/price-source.ts";
import type { PriceRows } from "../prices/parse-price-rows.ts";

/** One symbol's recorded prices, in time order, ready to be asked window by window. */
export type PriceHistory = {
  /** Bars are brought to the source adapters' minute: one that ends at a moment is known at that moment. */
  readonly bars: readonly Bar[];
  /** Single prices have no range. */
  readonly hasRange: boolean;
};

/** The histories of one file by the file's symbols. Of several rows with one time the last one written stands. */
export function readHistories(rows: PriceRows, barLengthMs: number): ReadonlyMap<string, PriceHistory> {
  const shiftMs = (rows.shape === "bars" ? barLengthMs : 0) - barMs;
  return new Map(
    [...rows.bySymbol].map(([symbol, { tsMs, open, low, high, close }]) => {
      const byTime = new Map<number, Bar>();
      for (const [at, ts] of tsMs.entries()) {
        const openAtMs = ts + shiftMs;
        const [o = 0, l = 0, h = 0, c = 0] = [open[at], low[at], high[at], close[at]];
        byTime.set(openAtMs, { openAtMs, open: o, low: l, high: h, close: c });
      }
      const bars = [...byTime.values()].sort((a, b) => a.openAtMs - b.openAtMs);
      return [symbol, { bars, hasRange: rows.shape === "bars" }];
    }),
  );
}

/** What the history says of a window, as a source's adapter would have: null before its first price. */
export function quoteAt({ bars, hasRange }: PriceHistory, window: PriceWindow): QuoteResult {
  const known = countKnown(bars, window.endMs);
  const before = Math.max(0, Math.min(countKnown(bars, window.startMs), known - 1));
  const folded = foldBars(bars.slice(before, known), window);
  if (folded === null) return ok(null);
  return ok({ ...folded, range: hasRange ? folded.range : null });
}

/** How many bars are known by a moment. */
function countKnown(bars: readonly Bar[], atMs: number): number {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.openAtMs ?? 0) + barMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
