import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** Stories of a category that were first told of in the hour that starts at `hourMs`. */
export type HourCount = { readonly category: string; readonly hourMs: number; readonly count: number };
export type HourCounts = {
  readonly counts: readonly HourCount[];
  /** Hours in which the world was looked at, in order: without a count such an hour had none; any other is not known. */
  readonly observedHoursMs: readonly number[];
};

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;

/**
 * Counts per category and hour over `weeks` (at most 8) before `untilMs`. A story that was merged into another is counted
 * there. An enrichment run at a full hour looked at the hour before: it observed that one.
 */
export function readHourCounts(
  reader: Reader,
  range: { readonly untilMs: number; readonly weeks: number },
): Promise<Result<HourCounts, StoreError>> {
  const untilMs = Math.ceil(range.untilMs / hourMs) * hourMs;
  const from = boundOf(untilMs - Math.min(8, range.weeks) * weekMs);
  const until = boundOf(untilMs);
  return runRead(reader, async (sql) => {
    const [counts, observed] = await Promise.all([
      sql<HourCount[]>`
        select category, floor(${msOf(sql, "first_published_at")} / ${hourMs}::float8) * ${hourMs}::float8 as "hourMs",
          count(*)::float8 as "count"
        from stories
        where first_published_at >= ${from} and first_published_at < ${until} and state <> 'merged'
        group by 1, 2
        order by 2, 1`,
      sql<{ hourMs: number }[]>`
        select distinct floor((${msOf(sql, "scheduled_at")} - 1) / ${hourMs}::float8) * ${hourMs}::float8 as "hourMs"
        from pipeline_runs
        where stage = 'enrich' and outcome <> 'failed' and scheduled_at > ${from} and scheduled_at <= ${until}
        order by 1`,
    ]);
    return { counts: [...counts], observedHoursMs: observed.map((row) => row.hourMs) };
  });
}
