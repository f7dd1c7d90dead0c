import type { CronTick } from "../contracts/cron-tick.ts";
import { deriveTraceId, type MessageId } from "../contracts/ids.ts";
import type { Reason, Stage } from "../contracts/stage.ts";
import { checkEmissions, processSafely, type ShellDeps, sendEmissions } from "./run-batch.ts";

/**
 * Runs a scheduled stage through the same shape as a queued one. There is nothing to acknowledge: a run that failed
 * says why, and the next schedule, or the same one again, makes up for it, because ids follow from the scheduled time.
 */
export async function runCron<Deps>(
  stage: Stage<typeof CronTick, Deps>,
  cron: string,
  scheduledMs: number,
  deps: Deps,
  shell: ShellDeps,
): Promise<Reason | null> {
  const traceId = await deriveTraceId(stage.name, scheduledMs);
  const tick: CronTick = {
    id: `cron:${stage.name}:${scheduledMs}` as MessageId,
    schema: "cron-tick",
    version: 1,
    eventTimeMs: scheduledMs,
    traceId,
    body: { cron, scheduledMs },
  };
  const log = (level: string, entry: object) =>
    shell.log({ level, stage: stage.name, cron, id: tick.id, traceId, ...entry });
  const [outcome] = await processSafely(stage, [tick], deps);
  if (outcome === undefined) return { code: "no-outcome", message: "the stage gave no outcome" };
  if (outcome.kind !== "emit") {
    log(outcome.kind === "drop" ? "info" : "error", { outcome: outcome.kind, ...outcome.reason });
    return outcome.kind === "drop" ? null : outcome.reason;
  }
  const fault = checkEmissions(stage.output, outcome.messages);
  if (fault !== null) {
    log("error", { outcome: "failed", ...fault });
    return fault;
  }
  try {
    await sendEmissions(outcome.messages, shell);
  } catch (cause) {
    const reason = { code: "send-failed", message: String(cause) };
    log("error", { outcome: "failed", ...reason });
    return reason;
  }
  log("info", { outcome: "emit", messages: outcome.messages.length });
  return null;
}
