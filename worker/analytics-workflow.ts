import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { deriveTraceId } from "../contracts/ids.ts";
import type { EdgeEnv } from "./bindings.ts";
import { reportRun } from "./report-run.ts";
import { runAnalytics } from "./run-analytics.ts";
import { keepRunSteps } from "./run-steps-archive.ts";
import { createShell } from "./shell.ts";
import { timeSteps } from "./time-steps.ts";
import type { WorkflowParams } from "./workflow-params.ts";

/** Passing faults of Postgres or R2 are values and show as such; this is for the platform's own. */
const retries = { limit: 3, delay: "2 seconds", backoff: "exponential" } as const;

/**
 * The six-hour job: clusters and cascades, then the exports, one step for each dataset. A step that has ended is not run again
 * after a crash; each is idempotent on the schedule besides.
 */
export class AnalyticsWorkflow extends WorkflowEntrypoint<EdgeEnv, WorkflowParams> {
  override async run({ payload }: WorkflowEvent<WorkflowParams>, step: WorkflowStep): Promise<void> {
    const { cron, scheduledMs } = payload;
    const startedWallMs = await step.do("note the start", async () => Date.now());
    const { step: runStep, taken } = timeSteps(
      (name, work) => step.do(name, { retries, timeout: "5 minutes" }, work as () => Promise<never>),
      Date.now,
    );
    const report = await runAnalytics(this.env, cron, scheduledMs, createShell(this.env), runStep);
    await step.do("report", { retries }, async () => {
      const finishedWallMs = Date.now();
      const elapsedMs = finishedWallMs - startedWallMs;
      const status = { stage: "analytics", eventTimeMs: scheduledMs, finishedWallMs, elapsedMs, ...report };
      await reportRun(this.env, status, await deriveTraceId("analytics", scheduledMs));
    });
    // The run is done and reported: that its steps cannot be told later is no failure of it.
    await step
      .do("keep the steps", { retries }, () =>
        keepRunSteps(this.env.ARCHIVE, { stage: "analytics", atMs: scheduledMs }, taken),
      )
      .catch((cause: unknown) => console.error(JSON.stringify({ level: "error", runSteps: String(cause) })));
  }
}
