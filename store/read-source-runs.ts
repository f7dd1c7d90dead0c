import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead, spanMsOf } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/**
 * One span of a source's runs. `ageMs`: the greatest event-time age of its newest row at a run of the span; null where no run
 * had a row. The rest is counted over the span, so that thinning hides no failure.
 */
export type SourceRunPoint = {
  readonly atMs: number;
  readonly ageMs: number | null;
  readonly runs: number;
  readonly failed: number;
  readonly rows: number;
  readonly refusedRows: number;
  readonly latencyMsMax: number;
};

/** Runs of one source within [fromMs, toMs] in time order, at most a thousand points. `atMs` is the span's last run. */
export async function readSourceRuns(
  reader: Reader,
  range: { readonly source: string; readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly SourceRunPoint[], StoreError>> {
  const { source, fromMs, toMs } = range;
  if (toMs < fromMs) return ok([]);
  const spanMs = spanMsOf(range);
  return runRead(reader, async (sql) => {
    // By itself `greatest` leaves nulls out: a run without a row would look fresh.
    const rows = await sql<(SourceRunPoint & { span: number })[]>`
      select floor((at_ms - ${fromMs}::float8) / ${spanMs}::float8) as span, max(at_ms) as "atMs",
        max(case when newest_ms is not null then greatest(0, at_ms - newest_ms) end) as "ageMs", count(*)::float8 as runs,
        count(*) filter (where outcome in ('failed', 'skipped'))::float8 as failed, sum(rows)::float8 as rows,
        sum(refused_rows)::float8 as "refusedRows", max(latency_ms) as "latencyMsMax"
      from (
        select *, ${msOf(sql, "run_at")} as at_ms, ${msOf(sql, "newest_at")} as newest_ms
        from source_runs
        where source = ${source} and run_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
      ) as runs
      group by span
      order by span`;
    return rows.map(({ span: _, ...point }) => point);
  });
}
