import { listPublicDatasets } from "../analytics/exports/datasets.ts";
import { analyticsStage } from "../analytics/stage.ts";
import type { RunStep } from "../contracts/run-step.ts";
import type { Reason } from "../contracts/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { describeRun, type RunReport } from "./describe-run.ts";
import type { ShellDeps } from "./run-batch.ts";
import { runCron } from "./run-cron.ts";
import { analyzeHistory, fillPast, publishAnalysis, readAnalysis } from "./wire-analytics.ts";
import { awaitJournal, exportOne } from "./wire-exports.ts";

/** A round exports up to a million rows of a dataset; what is more than these goes with the next run. */
const roundsMax = 20;

/** One run of the six-hour job. `step`: what its parts run in; the workflow's, so that none is repeated after a crash. */
export async function runAnalytics(
  env: EdgeEnv,
  cron: string,
  scheduledMs: number,
  shell: ShellDeps,
  step: RunStep,
): Promise<RunReport> {
  const degraded: Reason[] = [];
  const note = (reasons: readonly Reason[]) => void degraded.push(...reasons);
  note(await step("fill the past", () => fillPast(env, scheduledMs)));
  const failure = await runCron(
    analyticsStage,
    cron,
    scheduledMs,
    {
      analyze: async () => {
        note(await step("analyze", () => analyzeHistory(env, scheduledMs)));
        return readAnalysis(env, scheduledMs);
      },
      publish: (analysis) => publishAnalysis(env, analysis),
      onDegraded: (reason) => note([reason]),
    },
    shell,
  );
  // What the stages wrote of the last minutes is still on its way to Postgres, where the exports read.
  await step("await the journal", () => awaitJournal(env, scheduledMs));
  for (const dataset of listPublicDatasets()) {
    for (let round = 1; round <= roundsMax; round += 1) {
      const { isComplete, reasons } = await step(`export ${dataset} ${round}`, () =>
        exportOne(env, dataset, scheduledMs),
      );
      note(reasons);
      if (isComplete) break;
    }
  }
  return describeRun(failure, degraded);
}
