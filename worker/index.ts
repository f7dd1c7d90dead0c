import { deriveTraceId } from "../contracts/ids.ts";
import { pipelines, type QueueName } from "../contracts/pipelines.gen.ts";
import { checkBindings, type EdgeEnv } from "./bindings.ts";
import { edgeConsumers } from "./consumers.ts";
import { app } from "./http/app.ts";
import { reportRun } from "./report-run.ts";
import { scheduledStages, stagesOf } from "./schedules.ts";
import { createShell, describeBatch } from "./shell.ts";
import { startWorkflow } from "./start-workflow.ts";

export { AnalyticsStateActor } from "../analytics/analytics-state-actor.ts";
export { RegistryActor } from "../evaluate/registry-actor.ts";
export { AnalyticsWorkflow } from "./analytics-workflow.ts";
export { DeadLettersActor } from "./dead-letters/dead-letters-actor.ts";
export { EnrichWorkflow } from "./enrich-workflow.ts";
export { LiveFeedActor } from "./live-feed-actor.ts";
export { SourceMemoryActor } from "./source-memory-actor.ts";

/** Stages that report each evaluated grid point themselves: a batch of theirs may evaluate none, or several. */
const selfReporting: ReadonlySet<string> = new Set(["evaluate", "catch-up"]);

/**
 * Stages without a limit report nothing. What was set aside tells nothing of the feed's time: a broken message may have no time at all, and
 * a replay's present moment is the latest that any stage has reached.
 */
const isJudged = (stage: string): boolean => pipelines.stages[stage]?.freshness !== undefined;

export default {
  fetch(request, env, ctx) {
    return app.fetch(request, checkBindings(env), ctx);
  },

  async queue(batch, env) {
    checkBindings(env);
    const source = describeBatch(batch);
    const consumer = edgeConsumers[source.queue as QueueName];
    if (consumer === undefined) throw new Error(`no stage of this Worker consumes ${source.queue}`);
    const startedWallMs = Date.now();
    const report = await consumer.run(env, source, createShell(env));
    if (report.eventTimeMs === null || selfReporting.has(consumer.stage) || !isJudged(consumer.stage)) return;
    const finishedWallMs = Date.now();
    const failed = report.retried + report.parked;
    await reportRun(
      env,
      {
        stage: consumer.stage,
        eventTimeMs: report.eventTimeMs,
        finishedWallMs,
        elapsedMs: finishedWallMs - startedWallMs,
        outcome: failed === 0 ? "done" : "degraded",
        note: `${report.emitted} done, ${report.dropped} dropped, ${report.retried} to retry, ${report.parked} parked`,
      },
      null,
    );
  },

  async scheduled({ cron, scheduledTime }, env) {
    checkBindings(env);
    const shell = createShell(env);
    for (const name of stagesOf(cron)) {
      if (pipelines.stages[name]?.workflow !== undefined) {
        await startWorkflow(env, name, { cron, scheduledMs: scheduledTime });
        continue;
      }
      const run = scheduledStages[name];
      if (run === undefined) throw new Error(`nothing runs the stage ${name}`);
      const startedWallMs = Date.now();
      const report = await run(env, cron, scheduledTime, shell);
      if (selfReporting.has(name) || !isJudged(name)) continue;
      const finishedWallMs = Date.now();
      await reportRun(
        env,
        {
          stage: name,
          eventTimeMs: scheduledTime,
          finishedWallMs,
          elapsedMs: finishedWallMs - startedWallMs,
          ...report,
        },
        await deriveTraceId(name, scheduledTime),
      );
    }
  },
} satisfies ExportedHandler<EdgeEnv>;
