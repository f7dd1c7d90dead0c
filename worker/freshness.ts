import { Cron } from "croner";
import type { PipelineHealth, StageStatus } from "../contracts/live.ts";
import type { PipelinesFile } from "../contracts/pipelines-file.ts";
import { parseDurationMs } from "../contracts/time.ts";

/** A stage's status with its cadence, and how fresh its last run is by event time against the limits of the file. */
export function describeFreshness(
  status: StageStatus,
  nowMs: number,
  file: Pick<PipelinesFile, "stages">,
): PipelineHealth["stages"][number] {
  const stage = file.stages[status.stage];
  const ageMs = nowMs - status.eventTimeMs;
  const warnMs = parseDurationMs(stage?.freshness?.warn ?? "") ?? Number.POSITIVE_INFINITY;
  const errorMs = parseDurationMs(stage?.freshness?.error ?? "") ?? Number.POSITIVE_INFINITY;
  const freshness = ageMs > errorMs ? "stale" : ageMs > warnMs ? "late" : "fresh";
  return { ...status, cadenceMs: stage?.cron === undefined ? null : cadenceOf(stage.cron), freshness };
}

/** The time between two runs of a schedule. */
function cadenceOf(cron: string): number | null {
  const [first, second] = new Cron(cron, { timezone: "UTC", paused: true }).nextRuns(2, new Date(0));
  return first === undefined || second === undefined ? null : second.getTime() - first.getTime();
}
