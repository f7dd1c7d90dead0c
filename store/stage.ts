import type { JournalRecords } from "../contracts/journal-records.ts";
import { emit, type Outcome, park, retry, type Stage } from "../contracts/stage.ts";
import { type ReplayDeps, replaySegments } from "./replay-segments.ts";
import { segmentKeyOf } from "./segments.ts";
import { AnyJournalRecords } from "./upgrade-message.ts";
import { writeMessages } from "./write-messages.ts";

/** The batch's own consumer time pays for these: few enough to end well within a minute. */
const replayedPerBatch = 20;

/**
 * Queue `journal` to Postgres. A message is acknowledged once it is committed or, while Postgres does not answer,
 * once it is laid down as a segment; the first batch that is written again takes waiting segments with it.
 */
export const journalStage: Stage<typeof AnyJournalRecords, ReplayDeps> = {
  name: "journal",
  input: AnyJournalRecords,
  output: {},
  async process(batch, deps) {
    const fates = await writeMessages(deps.writer, batch);
    const outcomes = await Promise.all(
      batch.map(async (message, index): Promise<Outcome> => {
        const fate = fates[index];
        if (fate === undefined) throw new Error("every message has a fate");
        if (fate.ok) return emit();
        if (fate.error.code === "record-refused") return park(fate.error.code, fate.error.message);
        return layDown(message, deps);
      }),
    );
    // Whatever comes of this, the batch itself is settled; the cron tries again.
    if (fates.some((fate) => fate.ok)) await replaySegments(deps, { maxSegments: replayedPerBatch });
    return outcomes;
  },
};

async function layDown(message: JournalRecords, deps: ReplayDeps): Promise<Outcome> {
  try {
    await deps.segments.put(segmentKeyOf(message), JSON.stringify(message));
    return emit();
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    return retry("journal-stores-unreachable", `Postgres does not answer and the segment was not stored: ${why}`);
  }
}
