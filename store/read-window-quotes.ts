import { z } from "zod";
import type { AssetId } from "../contracts/ids.ts";
import { PriceTick, TickSource } from "../contracts/price-ticks.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { type CursorError, readCursor, writeCursor } from "./page-cursor.ts";
import { boundLimit, boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/**
 * What is recorded of the quotes of one asset in one window: all that its sources said, with a price beside it; without one from
 * the side output, those that were fit or silent, too.
 * `unreadable`: of a shape that is no longer read.
 */
export type WindowQuotes = { readonly asset: AssetId; readonly windowEndMs: number } & (
  | { readonly kind: "priced"; readonly version: number; readonly tick: PriceTick }
  | { readonly kind: "unpriced"; readonly sources: readonly TickSource[] }
  | { readonly kind: "unreadable" }
);
export type WindowQuotesPage = { readonly quotes: readonly WindowQuotes[]; readonly nextCursor: string | null };

const rowsPerPage = 2_000;

type Row = { asset: string; windowEndMs: number; version: number | null; sources: unknown } & Record<
  "priceUsd" | "openUsd" | "lowUsd" | "highUsd" | "sampleAtMs" | "validUntilMs" | "quality" | "dispersion",
  number | null
>;

/**
 * The quotes of windows that end within (fromMs, toMs], in the order of the windows, a page at a time; one statement a page, so
 * that no window is seen with a price and without.
 */
export async function readWindowQuotes(
  reader: Reader,
  range: { readonly fromMs: number; readonly toMs: number; readonly limit: number; readonly cursor?: string },
): Promise<Result<WindowQuotesPage, StoreError | CursorError>> {
  const cursor = range.cursor === undefined ? ok(null) : readCursor(range.cursor);
  if (!cursor.ok) return cursor;
  const limit = boundLimit(range.limit, rowsPerPage);
  const after = cursor.value;
  return runRead(reader, async (sql) => {
    const [from, to] = [boundOf(range.fromMs), boundOf(range.toMs)];
    const behind =
      after === null
        ? sql``
        : sql`and window_end_at >= ${boundOf(after.atMs)} and (window_end_at, asset) > (${boundOf(after.atMs)}::timestamptz, ${after.key})`;
    const within = sql`window_end_at > ${from} and window_end_at <= ${to} ${behind}`;
    const rows = await sql<Row[]>`
      select asset, ${msOf(sql, "window_end_at")} as "windowEndMs", version::float8 as version, price_usd as "priceUsd",
        open_usd as "openUsd", low_usd as "lowUsd", high_usd as "highUsd", ${msOf(sql, "sample_at")} as "sampleAtMs",
        ${msOf(sql, "valid_until_at")} as "validUntilMs", quality, dispersion, sources
      from (
        (select asset, window_end_at, version, price_usd, open_usd, low_usd, high_usd, sample_at, valid_until_at, quality,
          dispersion, sources
        from prices where ${within} order by window_end_at, asset limit ${limit + 1})
        union all
        (select asset, window_end_at, null, null, null, null, null, null, null, null, null,
          jsonb_agg(jsonb_build_object('source', source, 'price', price, 'quote', quote, 'rateUsd', rate_usd,
            'priceUsd', price_usd, 'range', range, 'sampleAtMs', ${msOf(sql, "sample_at")}, 'refused', refused)
            order by source)
        from refused_quotes where ${within} and not exists (
          select 1 from prices where prices.asset = refused_quotes.asset and prices.window_end_at = refused_quotes.window_end_at
        )
        group by window_end_at, asset order by window_end_at, asset limit ${limit + 1})
      ) as windows
      order by window_end_at, asset
      limit ${limit + 1}`;
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      quotes: page.map(toWindowQuotes),
      nextCursor: hasMore ? writeCursor({ atMs: last.windowEndMs, key: last.asset }) : null,
    };
  });
}

const TickSources = z.array(TickSource);

function toWindowQuotes({ windowEndMs, version, ...row }: Row): WindowQuotes {
  // A name that is none of today's finds no asset of the pipeline file.
  const of = { asset: row.asset as AssetId, windowEndMs };
  if (version === null) {
    const sources = TickSources.safeParse(row.sources);
    return sources.success ? { ...of, kind: "unpriced", sources: sources.data } : { ...of, kind: "unreadable" };
  }
  const tick = PriceTick.safeParse(row);
  return tick.success ? { ...of, kind: "priced", version, tick: tick.data } : { ...of, kind: "unreadable" };
}
