import { CronTick } from "../contracts/cron-tick.ts";
import { emit, type Stage } from "../contracts/stage.ts";
import type { SweepReport } from "./open-work-actor.ts";

export type WatchdogDeps = {
  readonly lists: readonly { sweep(): Promise<SweepReport> }[];
  readonly onFailure: (vault: string) => void;
};

/** Each minute: wakes every vault with open work. The lists have alarms of their own; this is for when those are lost. */
export const watchdogStage: Stage<typeof CronTick, WatchdogDeps> = {
  name: "watchdog",
  input: CronTick,
  output: {},
  async process(batch, { lists, onFailure }) {
    const reports = await Promise.all(lists.map((list) => list.sweep()));
    for (const { failed } of reports) failed.forEach(onFailure);
    return batch.map(() => emit());
  },
};
