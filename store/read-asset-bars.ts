import type { AssetId } from "../contracts/ids.ts";
import type { PriceBars } from "../contracts/live.ts";
import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type AssetBars = Pick<PriceBars, "asOfMs" | "validUntilMs" | "bars">;

/**
 * Consensus prices of one asset joined into bars of `barMs`: the first window's open, the extremes of all windows' own ranges, the last
 * window's close. Windows that ended within (fromMs, toMs]; one belongs to the bar in which it ended. Bounded by the range.
 */
export function readAssetBars(
  reader: Reader,
  range: { readonly asset: AssetId; readonly barMs: number; readonly fromMs: number; readonly toMs: number },
): Promise<Result<AssetBars, StoreError>> {
  const { asset, barMs, fromMs, toMs } = range;
  return runRead(reader, async (sql) => {
    const rows = await sql<(AssetBars["bars"][number] & { lastMs: number; validUntilMs: number })[]>`
      select (place * ${barMs}::float8)::float8 as "startMs",
        (array_agg(open_usd order by end_ms))[1] as "openUsd", max(high_usd) as "highUsd", min(low_usd) as "lowUsd",
        (array_agg(price_usd order by end_ms desc))[1] as "closeUsd", count(*)::int as "windows",
        max(end_ms) as "lastMs", (array_agg(valid_ms order by end_ms desc))[1] as "validUntilMs"
      from (
        select open_usd, high_usd, low_usd, price_usd, end_ms, valid_ms, ceil(end_ms / ${barMs}::float8) - 1 as place
        from (
          select open_usd, high_usd, low_usd, price_usd,
            ${msOf(sql, "window_end_at")} as end_ms, ${msOf(sql, "valid_until_at")} as valid_ms
          from prices
          where asset = ${asset} and window_end_at > ${boundOf(fromMs)} and window_end_at <= ${boundOf(toMs)}
        ) as windows
      ) as placed
      group by place
      order by place`;
    const newest = rows.at(-1);
    return {
      asOfMs: newest?.lastMs ?? null,
      validUntilMs: newest?.validUntilMs ?? null,
      bars: rows.map(({ lastMs: _, validUntilMs: __, ...bar }) => bar),
    };
  });
}
