import type { RunStep } from "../contracts/run-step.ts";
import type { Reason } from "../contracts/stage.ts";
import { enrichStage } from "../enrich/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { describeRun, type RunReport } from "./describe-run.ts";
import type { ShellDeps } from "./run-batch.ts";
import { runCron } from "./run-cron.ts";
import { wireEnrich } from "./wire-enrich.ts";

/** One enrichment run. `step`: what its parts run in; the workflow's, so that none is repeated after a crash. */
export async function runEnrich(
  env: EdgeEnv,
  cron: string,
  scheduledMs: number,
  shell: ShellDeps,
  step: RunStep,
): Promise<RunReport> {
  const degraded: Reason[] = [];
  const deps = await wireEnrich(env, scheduledMs, step, ({ missingInputs, staleInputs }) => {
    for (const message of missingInputs) degraded.push({ code: "missing-input", message });
    for (const message of staleInputs) degraded.push({ code: "stale-input", message });
  });
  return describeRun(await runCron(enrichStage, cron, scheduledMs, deps, shell), degraded);
}
