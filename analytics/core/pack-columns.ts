import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { TickColumns } from "../tick-series.ts";
import type { PricePoint } from "./build-returns.ts";

/** A row of the actor's table. */
export type TickRow = {
  readonly window_end_ms: number;
  readonly asset: string;
  readonly price_usd: number;
  readonly low_usd: number;
  readonly high_usd: number;
};

/** Rows, already ordered by window and asset, as columns. */
export function packColumns(rows: Iterable<TickRow>): TickColumns {
  const all = [...rows];
  const assets = [...new Set(all.map((row) => row.asset))].sort(compareCodePoints);
  const indexOf = new Map(assets.map((asset, index) => [asset, index]));
  return {
    assets,
    assetIndex: Int32Array.from(all, (row) => indexOf.get(row.asset) as number),
    windowEndMs: Float64Array.from(all, (row) => row.window_end_ms),
    priceUsd: Float64Array.from(all, (row) => row.price_usd),
    lowUsd: Float64Array.from(all, (row) => row.low_usd),
    highUsd: Float64Array.from(all, (row) => row.high_usd),
  };
}

/** A price is known from the end of its window on. */
export function* pricePointsOf(columns: TickColumns): Generator<PricePoint> {
  for (let row = 0; row < columns.windowEndMs.length; row += 1) {
    yield {
      asset: columns.assets[columns.assetIndex[row] as number] as string,
      atMs: columns.windowEndMs[row] as number,
      price: columns.priceUsd[row] as number,
    };
  }
}
