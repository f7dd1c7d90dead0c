import { CronTick } from "../contracts/cron-tick.ts";
import { emit, type Stage } from "../contracts/stage.ts";
import type { ApplyReport } from "./stage.ts";

export type CatchUpDeps = {
  readonly shards: () => Promise<readonly { catchUp(tick: CronTick): Promise<ApplyReport> }[]>;
  readonly onEvaluated: (report: ApplyReport) => Promise<void>;
};

/** Each minute: makes up for grid points that no sample set completed, in order, with the samples that were known. */
export const catchUpStage: Stage<typeof CronTick, CatchUpDeps> = {
  name: "catch-up",
  input: CronTick,
  output: {},
  async process(batch, { shards, onEvaluated }) {
    const all = await shards();
    for (const tick of batch) {
      for (const report of await Promise.all(all.map((shard) => shard.catchUp(tick)))) {
        if (report.evaluatedMs.length > 0) await onEvaluated(report);
      }
    }
    return batch.map(() => emit());
  },
};
