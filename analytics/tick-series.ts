import type { PriceTicks } from "../contracts/price-ticks.ts";

/** Half-open, by the end of the price window: `fromMs ≤ windowEndMs < toMs`. */
export type TimeRange = { readonly fromMs: number; readonly toMs: number };

/**
 * Prices as columns, ordered by window, then asset. All columns have the same length; `assetIndex` points into `assets`,
 * which is sorted. Typed arrays cross the actor's boundary without a copy per row.
 */
export type TickColumns = {
  readonly assets: readonly string[];
  readonly assetIndex: Int32Array;
  readonly windowEndMs: Float64Array;
  readonly priceUsd: Float64Array;
  readonly lowUsd: Float64Array;
  readonly highUsd: Float64Array;
};

/** What became of one message of ticks: new rows, rows that were there already, rows too old to be kept. */
export type AddReport = { readonly added: number; readonly repeated: number; readonly expired: number };

/** The price history, as its users see it. */
export type TickSeries = {
  /** Idempotent on asset and window: the first price of a window stays. */
  addTicks(message: PriceTicks): Promise<AddReport>;
  history(range: TimeRange): Promise<TickColumns>;
  countRows(ranges: readonly TimeRange[]): Promise<number[]>;
  /** Null before the first tick. */
  firstWindowMs(): Promise<number | null>;
  latestWindowMs(): Promise<number | null>;
};
