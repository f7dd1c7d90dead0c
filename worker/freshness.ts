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
  const freshness = judgeAge(nowMs - status.eventTimeMs, limitsOf(stage?.freshness));
  return { ...status, cadenceMs: stage?.cron === undefined ? null : cadenceOf(stage.cron), freshness };
}

export type Limits = { readonly warnMs: number | null; readonly errorMs: number | null };

/** Limits as `pipelines.toml` states them. */
export const limitsOf = (stated: { readonly warn: string; readonly error: string } | undefined): Limits => ({
  warnMs: parseDurationMs(stated?.warn ?? "") ?? null,
  errorMs: parseDurationMs(stated?.error ?? "") ?? null,
});

/** An age at a limit is within it. */
export function judgeAge(ageMs: number, { warnMs, errorMs }: Limits): "fresh" | "late" | "stale" {
  if (errorMs !== null && ageMs > errorMs) return "stale";
  return warnMs !== null && ageMs > warnMs ? "late" : "fresh";
}

/** The time between two runs of a schedule. */
function cadenceOf(cron: string): number | null {
  const [first, second] = new Cron(cron, { timezone: "UTC", paused: true }).nextRuns(2, new Date(0));
  return first === undefined || second === undefined ? null : second.getTime() - first.getTime();
}
