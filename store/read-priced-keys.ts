import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export const pricedKeyOf = (asset: string, windowEndMs: number): string => `${asset}:${windowEndMs}`;

/**
 * Which assets have a price in which windows that end within (fromMs, toMs], as `pricedKeyOf` writes them. Bounded by the
 * range: ask for one batch at a time.
 */
export function readPricedKeys(
  reader: Reader,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<Result<ReadonlySet<string>, StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<{ asset: string; endMs: number }[]>`
      select asset, ${msOf(sql, "window_end_at")} as "endMs" from prices
      where window_end_at > ${boundOf(range.fromMs)} and window_end_at <= ${boundOf(range.toMs)}`;
    return new Set(rows.map(({ asset, endMs }) => pricedKeyOf(asset, endMs)));
  });
}
