import type { WorldEvent } from "../contracts/event.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { type CursorError, readCursor, writeCursor } from "./page-cursor.ts";
import { boundLimit, boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** An event as it is shown. `title` and `evidenceUrl` are null once their licence has ended. */
export type StoredEvent = Omit<WorldEvent, "title" | "evidenceUrl" | "category"> & {
  readonly title: string | null;
  readonly evidenceUrl: string | null;
  readonly category: string;
};
export type EventsPage = { readonly events: readonly StoredEvent[]; readonly nextCursor: string | null };

const eventsPerPage = 500;

/**
 * Events that happened within [fromMs, toMs], newest first, one page at a time: `cursor` is the `nextCursor` of the page
 * before, null at the end. At `nowMs` text whose licence has ended is left out, whether retention has run or not.
 */
export async function readEvents(
  reader: Reader,
  range: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly nowMs: number;
    readonly limit: number;
    readonly cursor?: string;
    readonly category?: string;
    /** Milder ones are left out. */
    readonly severityMin?: number;
    /** Only those that this story is told by. */
    readonly story?: string;
  },
): Promise<Result<EventsPage, StoreError | CursorError>> {
  const cursor = range.cursor === undefined ? ok(null) : readCursor(range.cursor);
  if (!cursor.ok) return cursor;
  const limit = boundLimit(range.limit, eventsPerPage);
  const after = cursor.value;
  return runRead(reader, async (sql) => {
    const isLicensed = sql`expires_at > ${boundOf(range.nowMs)}`;
    const rows = await sql<(StoredEvent & { key: string })[]>`
      select key, event_id as "id", dedupe_key as "dedupeKey", source, publisher_family as "publisherFamily",
        case when ${isLicensed} then title end as "title", case when ${isLicensed} then evidence_url end as "evidenceUrl",
        ${msOf(sql, "event_at")} as "eventTimeMs", ${msOf(sql, "published_at")} as "publishedAtMs",
        ${msOf(sql, "fetched_at")} as "fetchedAtMs", ${msOf(sql, "expires_at")} as "expiresAtMs",
        severity, category, geo, factors, confidence, rights, method_version as "methodVersion"
      from events
      where event_at between ${boundOf(range.fromMs)} and ${boundOf(range.toMs)}
        ${range.category === undefined ? sql`` : sql`and category = ${range.category}`}
        ${range.severityMin === undefined ? sql`` : sql`and severity >= ${range.severityMin}`}
        ${range.story === undefined ? sql`` : sql`and event_id in (select jsonb_array_elements_text(event_ids) from stories where story_id = ${range.story})`}
        ${after === null ? sql`` : sql`and (event_at, key) < (${boundOf(after.atMs)}, ${after.key})`}
      order by event_at desc, key desc
      limit ${limit + 1}`;
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      events: page.map(({ key: _, ...event }) => event),
      nextCursor: hasMore ? writeCursor({ atMs: last.eventTimeMs, key: last.key }) : null,
    };
  });
}
