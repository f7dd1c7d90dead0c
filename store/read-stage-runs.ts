import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead, spanMsOf } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/**
 * One span of a stage's runs. `ageMs`: how old, by event time, the stage's last run had become at most when the next one
 * came; null for the first run of all. Failed runs renew nothing. The rest is counted over the span.
 */
export type StageRunPoint = {
  readonly atMs: number;
  readonly ageMs: number | null;
  readonly runs: number;
  readonly degraded: number;
  readonly failed: number;
  readonly elapsedMsMax: number;
};

/** Runs of one stage within [fromMs, toMs] in time order, at most a thousand points. `atMs` is the span's last run. */
export async function readStageRuns(
  reader: Reader,
  range: { readonly stage: string; readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly StageRunPoint[], StoreError>> {
  const { stage, fromMs, toMs } = range;
  if (toMs < fromMs) return ok([]);
  const spanMs = spanMsOf(range);
  return runRead(reader, async (sql) => {
    const before = sql`
      select ${msOf(sql, "scheduled_at")} from pipeline_runs
      where stage = ${stage} and scheduled_at < ${boundOf(fromMs)} and outcome <> 'failed'
      order by scheduled_at desc limit 1`;
    const rows = await sql<(StageRunPoint & { span: number })[]>`
      select floor((at_ms - ${fromMs}::float8) / ${spanMs}::float8) as span, max(at_ms) as "atMs",
        max(at_ms - coalesce(renewed_ms, (${before}))) as "ageMs", count(*)::float8 as runs,
        count(*) filter (where outcome = 'degraded')::float8 as degraded,
        count(*) filter (where outcome = 'failed')::float8 as failed, max(elapsed_ms) as "elapsedMsMax"
      from (
        select *, max(at_ms) filter (where outcome <> 'failed')
          over (order by at_ms rows between unbounded preceding and 1 preceding) as renewed_ms
        from (
          select *, ${msOf(sql, "scheduled_at")} as at_ms from pipeline_runs
          where stage = ${stage} and scheduled_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
        ) as runs
      ) as ages
      group by span
      order by span`;
    return rows.map(({ span: _, ...point }) => point);
  });
}
