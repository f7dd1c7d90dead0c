import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** When the oldest and the newest kept window ended; null without a price. */
export function readPriceSpan(
  reader: Reader,
): Promise<Result<{ readonly firstMs: number; readonly latestMs: number } | null, StoreError>> {
  return runRead(reader, async (sql) => {
    const [row] = await sql<{ firstMs: number | null; latestMs: number | null }[]>`
      select ${msOf(sql, "first")} as "firstMs", ${msOf(sql, "latest")} as "latestMs"
      from (select min(window_end_at) as first, max(window_end_at) as latest from prices) as span`;
    const { firstMs = null, latestMs = null } = row ?? {};
    return firstMs === null || latestMs === null ? null : { firstMs, latestMs };
  });
}

export type StoredBar = {
  readonly atMs: number;
  readonly prices: readonly (readonly [asset: string, priceUsd: number])[];
};

/** Prices by the window in which they became known, for windows that end within [fromMs, toMs]. Bounded by the range: ask for hours. */
export function readPriceBars(
  reader: Reader,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly StoredBar[], StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<{ atMs: number; asset: string; priceUsd: number }[]>`
      select ${msOf(sql, "window_end_at")} as "atMs", asset, price_usd as "priceUsd"
      from prices
      where window_end_at between ${boundOf(range.fromMs)} and ${boundOf(range.toMs)}
      order by window_end_at, asset`;
    return [...Map.groupBy(rows, ({ atMs }) => atMs)].map(([atMs, bar]) => ({
      atMs,
      prices: bar.map(({ asset, priceUsd }) => [asset, priceUsd] as const),
    }));
  });
}
