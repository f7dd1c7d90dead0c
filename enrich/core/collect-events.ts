import { WorldEvent } from "../../contracts/event.ts";
import { err, ok, type Result } from "../../contracts/result.ts";

/** One row of an answer: how to name it in a report, and the event it is, or why it is none. */
export type ReadRow = { readonly row: string; readonly event: Result<WorldEvent, string> };

export type RefusedRow = { readonly row: string; readonly reason: string };

/** What a source gave: events in the one shape, and what had to be refused (the first 20 by name). */
export type EventsAnswer = {
  readonly events: readonly WorldEvent[];
  readonly refused: readonly RefusedRow[];
  readonly refusedRows: number;
  /** Newest publication time of any row that stands, within the window or before it; null without one. */
  readonly newestAtMs: number | null;
  /** Parts of the source that did not answer, with the reason: feeds, routes. Empty where all did. */
  readonly missing: readonly string[];
};

const dayMs = 86_400_000;
const namedRows = 20;

/**
 * The events of a window. Rows that were published before it are left out, those after it are not known yet; more than a
 * day after it the source's clock is wrong, and the row is refused. An id counts once. Rows without a single one that
 * stands are no empty answer but an answer of another shape, and that is an error: silence would look like calm.
 */
export function collectEvents(
  rows: readonly ReadRow[],
  window: { readonly fromMs: number; readonly toMs: number },
  missing: readonly string[] = [],
): Result<EventsAnswer, string> {
  const refused: RefusedRow[] = [];
  const events = new Map<string, WorldEvent>();
  let newestAtMs: number | null = null;
  for (const { row, event } of rows) {
    const judged = event.ok ? judge(event.value, window.toMs) : event;
    if (!judged.ok) {
      refused.push({ row: row.slice(0, 120), reason: judged.error });
      continue;
    }
    const { publishedAtMs, id } = judged.value;
    if (publishedAtMs > window.toMs) continue;
    newestAtMs = Math.max(newestAtMs ?? 0, publishedAtMs);
    if (publishedAtMs >= window.fromMs && !events.has(id)) events.set(id, judged.value);
  }
  if (rows.length > 0 && refused.length === rows.length) {
    return err(`none of ${rows.length} rows could be read; the first: ${refused[0]?.reason}`);
  }
  return ok({
    events: [...events.values()],
    refused: refused.slice(0, namedRows),
    refusedRows: refused.length,
    newestAtMs,
    missing,
  });
}

function judge(event: WorldEvent, toMs: number): Result<WorldEvent, string> {
  if (event.publishedAtMs > toMs + dayMs) return err("dated more than a day ahead");
  const parsed = WorldEvent.safeParse(event);
  return parsed.success
    ? ok(parsed.data)
    : err(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}
