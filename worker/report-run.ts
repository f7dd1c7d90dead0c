import type { MessageId, TraceId } from "../contracts/ids.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import type { StageStatus } from "../contracts/live.ts";
import type { EdgeEnv } from "./bindings.ts";
import { publishStage } from "./live.ts";

/** Shows a stage's run live and, for scheduled runs, puts it into the journal. Never fails the run itself. */
export async function reportRun(env: EdgeEnv, status: StageStatus, traceId: TraceId | null): Promise<void> {
  await publishStage(env, status);
  if (traceId === null) return;
  const message: JournalRecords = {
    id: `journal:run:${status.stage}:${status.eventTimeMs}` as MessageId,
    schema: "journal-records",
    version: 3,
    eventTimeMs: status.eventTimeMs,
    traceId,
    body: {
      records: [
        {
          table: "pipeline_runs",
          key: `${status.stage}:${status.eventTimeMs}`,
          version: status.finishedWallMs,
          row: {
            stage: status.stage,
            scheduledMs: status.eventTimeMs,
            finishedWallMs: status.finishedWallMs,
            elapsedMs: status.elapsedMs,
            outcome: status.outcome,
            note: status.note,
          },
        },
      ],
    },
  };
  try {
    await env.QUEUE_JOURNAL.send(message);
  } catch (cause) {
    console.error(JSON.stringify({ level: "error", stage: status.stage, journal: String(cause) }));
  }
}
