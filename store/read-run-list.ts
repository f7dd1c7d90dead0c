import { ok, type Result } from "../contracts/result.ts";
import type { RunView } from "../contracts/run-view.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import type { Reader } from "./handles.ts";
import { type CursorError, readCursor, writeCursor } from "./page-cursor.ts";
import { boundLimit, boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type StoredRun = Omit<RunView, "traceId">;
export type StoredRunsPage = { readonly runs: readonly StoredRun[]; readonly nextCursor: string | null };

const runsPerPage = 500;

/** Runs of one stage, or of all, that were scheduled within [fromMs, toMs], newest first, a page at a time. */
export async function readRunList(
  reader: Reader,
  range: {
    readonly stage?: string;
    readonly outcome?: RunView["outcome"];
    readonly fromMs: number;
    readonly toMs: number;
    readonly limit: number;
    readonly cursor?: string;
  },
): Promise<Result<StoredRunsPage, StoreError | CursorError>> {
  const cursor = range.cursor === undefined ? ok(null) : readCursor(range.cursor);
  if (!cursor.ok) return cursor;
  const limit = boundLimit(range.limit, runsPerPage);
  const after = cursor.value;
  return runRead(reader, async (sql) => {
    const rows = await sql<(StoredRun & { key: string })[]>`
      select key, stage, ${msOf(sql, "scheduled_at")} as "atMs", ${msOf(sql, "finished_at")} as "finishedWallMs",
        elapsed_ms as "elapsedMs", outcome, note
      from pipeline_runs
      where scheduled_at between ${boundOf(range.fromMs)} and ${boundOf(range.toMs)}
        ${range.stage === undefined ? sql`` : sql`and stage = ${range.stage}`}
        ${range.outcome === undefined ? sql`` : sql`and outcome = ${range.outcome}`}
        ${after === null ? sql`` : sql`and (scheduled_at, key) < (${boundOf(after.atMs)}, ${after.key})`}
      order by scheduled_at desc, key desc
      limit ${limit + 1}`;
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      runs: page.map(({ key: _, ...run }) => run),
      nextCursor: hasMore ? writeCursor({ atMs: last.atMs, key: last.key }) : null,
    };
  });
}

/** One run with what each source did at its moment; null where there is none. */
export async function readRun(
  reader: Reader,
  { stage, atMs }: { readonly stage: string; readonly atMs: number },
): Promise<Result<{ readonly run: StoredRun; readonly sources: readonly SourceRun[] } | null, StoreError>> {
  return runRead(reader, async (sql) => {
    const [run] = await sql<StoredRun[]>`
      select stage, ${msOf(sql, "scheduled_at")} as "atMs", ${msOf(sql, "finished_at")} as "finishedWallMs",
        elapsed_ms as "elapsedMs", outcome, note
      from pipeline_runs where stage = ${stage} and scheduled_at = ${boundOf(atMs)}
      order by version desc limit 1`;
    if (run === undefined) return null;
    const sources = await sql<SourceRun[]>`
      select source, kind, ${msOf(sql, "run_at")} as "atMs", outcome, rows::float8 as rows,
        refused_rows::float8 as "refusedRows", calls::float8 as calls, latency_ms as "latencyMs",
        ${msOf(sql, "newest_at")} as "newestAtMs", note
      from source_runs where run_at = ${boundOf(atMs)} order by source`;
    return { run, sources: [...sources] };
  });
}
