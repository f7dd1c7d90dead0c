import { CronTick } from "../contracts/cron-tick.ts";
import { emit, type Stage } from "../contracts/stage.ts";
import type { ReconcileReport } from "./reconcile.ts";

export type ReconcileDeps = {
  readonly shards: () => Promise<readonly { reconcile(fromMs: number, toMs: number): Promise<ReconcileReport> }[]>;
  /** Told once per run: everything that live and replay do not have in common. */
  readonly onReport: (report: ReconcileReport) => void;
};

const dayMs = 86_400_000;

/** Once a day: runs yesterday's recorded points again in every shard, late samples in their places, and reports differences. */
export const reconcileStage: Stage<typeof CronTick, ReconcileDeps> = {
  name: "reconcile",
  input: CronTick,
  output: {},
  async process(batch, { shards, onReport }) {
    for (const { body } of batch) {
      const toMs = Math.floor(body.scheduledMs / dayMs) * dayMs;
      const reports = await Promise.all((await shards()).map((shard) => shard.reconcile(toMs - dayMs, toMs)));
      onReport({
        points: Math.max(0, ...reports.map(({ points }) => points)),
        fires: reports.reduce((sum, { fires }) => sum + fires, 0),
        lateSamples: Math.max(0, ...reports.map(({ lateSamples }) => lateSamples)),
        differences: reports.flatMap(({ differences }) => differences),
      });
    }
    return batch.map(() => emit());
  },
};
