import { CronTick } from "../contracts/cron-tick.ts";
import { emit, retry, type Stage } from "../contracts/stage.ts";
import type { Writer } from "./handles.ts";
import { applyRetention, type RetentionReport, type RetentionRule } from "./retention.ts";

export type RetentionDeps = {
  readonly writer: Writer;
  readonly rules: readonly RetentionRule[];
  /** Told of each run that went through. */
  readonly onReport: (report: RetentionReport) => void;
};

/** One run takes at most so many rows: well within the minute that a schedule may take. What is left waits for the next. */
const rowsPerRun = 20_000;

/** By schedule: what is older than its rule goes, and text whose licence has ended. Event time: the schedule's own. */
export const retentionStage: Stage<typeof CronTick, RetentionDeps> = {
  name: "retention",
  input: CronTick,
  output: {},
  async process(batch, deps) {
    const outcomes = [];
    for (const tick of batch) {
      const limits = { rowsMax: rowsPerRun };
      const applied = await applyRetention(deps.writer, deps.rules, tick.body.scheduledMs, limits);
      if (applied.ok) deps.onReport(applied.value);
      outcomes.push(applied.ok ? emit() : retry(applied.error.code, applied.error.message));
    }
    return outcomes;
  },
};
