import type { RefusedQuote } from "../contracts/journal-records.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { type CursorError, readCursor, writeCursor } from "./page-cursor.ts";
import { boundLimit, boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type RefusedQuotesPage = { readonly quotes: readonly RefusedQuote[]; readonly nextCursor: string | null };

const quotesPerPage = 1_000;

/** Quotes that no consensus took, of windows that end within [fromMs, toMs], newest first, a page at a time. */
export async function readRefusedQuotes(
  reader: Reader,
  range: { readonly fromMs: number; readonly toMs: number; readonly limit: number; readonly cursor?: string },
): Promise<Result<RefusedQuotesPage, StoreError | CursorError>> {
  const cursor = range.cursor === undefined ? ok(null) : readCursor(range.cursor);
  if (!cursor.ok) return cursor;
  const limit = boundLimit(range.limit, quotesPerPage);
  const after = cursor.value;
  return runRead(reader, async (sql) => {
    const rows = await sql<(RefusedQuote & { key: string })[]>`
      select key, asset, ${msOf(sql, "window_end_at")} as "windowEndMs", source, price, quote, rate_usd as "rateUsd",
        price_usd as "priceUsd", range, ${msOf(sql, "sample_at")} as "sampleAtMs", refused
      from refused_quotes
      where window_end_at between ${boundOf(range.fromMs)} and ${boundOf(range.toMs)}
        ${after === null ? sql`` : sql`and (window_end_at, key) < (${boundOf(after.atMs)}, ${after.key})`}
      order by window_end_at desc, key desc
      limit ${limit + 1}`;
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      quotes: page.map(({ key: _, ...quote }) => quote),
      nextCursor: hasMore ? writeCursor({ atMs: last.windowEndMs, key: last.key }) : null,
    };
  });
}
