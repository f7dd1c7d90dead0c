import { CronTick } from "../contracts/cron-tick.ts";
import { emit, retry, type Stage } from "../contracts/stage.ts";
import { type ReplayDeps, replaySegments } from "./replay-segments.ts";

/** One run writes at most this many; the next minute goes on. */
const segmentsPerRun = 200;

/** Each minute: what was laid down while Postgres did not answer is written, oldest first, bounded. */
export const replayStage: Stage<typeof CronTick, ReplayDeps> = {
  name: "journal-replay",
  input: CronTick,
  output: {},
  async process(batch, deps) {
    const outcomes = [];
    for (const _tick of batch) {
      const replayed = await replaySegments(deps, { maxSegments: segmentsPerRun });
      outcomes.push(replayed.ok ? emit() : retry(replayed.error.code, replayed.error.message));
    }
    return outcomes;
  },
};
