import { analyticsStage } from "../analytics/stage.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { Reason } from "../contracts/stage.ts";
import { enrichStage } from "../enrich/stage.ts";
import { catchUpStage } from "../evaluate/catch-up-stage.ts";
import { ingestStage } from "../ingest/stage.ts";
import { replayStage } from "../store/replay-stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import type { ShellDeps } from "./run-batch.ts";
import { runCron } from "./run-cron.ts";
import { wireAnalytics } from "./wire-analytics.ts";
import { wireEnrich } from "./wire-enrich.ts";
import { wireEvaluate } from "./wire-evaluate.ts";
import { wireIngest } from "./wire-ingest.ts";
import { withJournal } from "./wire-journal.ts";

type Run = (env: EdgeEnv, cron: string, scheduledMs: number, shell: ShellDeps) => Promise<Reason | null>;

/** The scheduled stages of the edge Worker; a test holds them against `pipelines.toml`. */
export const scheduledStages: Readonly<Record<string, Run>> = {
  ingest: (env, cron, atMs, shell) => runCron(ingestStage, cron, atMs, wireIngest(env), shell),
  enrich: (env, cron, atMs, shell) => runCron(enrichStage, cron, atMs, wireEnrich(env), shell),
  analytics: async (env, cron, atMs, shell) => {
    const degraded: Reason[] = [];
    const failed = await runCron(
      analyticsStage,
      cron,
      atMs,
      wireAnalytics(env, (reason) => degraded.push(reason)),
      shell,
    );
    return failed ?? degraded[0] ?? null;
  },
  "catch-up": (env, cron, atMs, shell) => runCron(catchUpStage, cron, atMs, wireEvaluate(env), shell),
  "journal-replay": (env, cron, atMs, shell) =>
    withJournal(env, (deps) => runCron(replayStage, cron, atMs, deps, shell)),
};

/** The stages that a schedule starts, in the order of the file. */
export function stagesOf(cron: string): readonly string[] {
  return Object.entries(pipelines.stages).flatMap(([name, stage]) => {
    return stage.worker === "edge" && stage.cron === cron ? [name] : [];
  });
}
