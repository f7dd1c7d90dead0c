import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { deriveTraceId } from "../contracts/ids.ts";
import type { EdgeEnv } from "./bindings.ts";
import { reportRun } from "./report-run.ts";
import { runAnalytics } from "./run-analytics.ts";
import { createShell } from "./shell.ts";
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
    const report = await runAnalytics(this.env, cron, scheduledMs, createShell(this.env), (name, work) =>
      step.do(name, { retries, timeout: "5 minutes" }, work as () => Promise<never>),
    );
    await step.do("report", { retries }, async () => {
      const finishedWallMs = Date.now();
      const elapsedMs = finishedWallMs - startedWallMs;
      const status = { stage: "analytics", eventTimeMs: scheduledMs, finishedWallMs, elapsedMs, ...report };
      await reportRun(this.env, status, await deriveTraceId("analytics", scheduledMs));
    });
  }
}
