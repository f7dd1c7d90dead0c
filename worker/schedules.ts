import { pipelines } from "../contracts/pipelines.gen.ts";
import type { Reason } from "../contracts/stage.ts";
import { catchUpStage } from "../evaluate/catch-up-stage.ts";
import { reconcileStage } from "../evaluate/reconcile-stage.ts";
import { openWorkNames } from "../execute/open-work-names.ts";
import { type WatchdogDeps, watchdogStage } from "../execute/watchdog-stage.ts";
import { ingestStage } from "../ingest/stage.ts";
import { replayStage } from "../store/replay-stage.ts";
import type { RetentionReport } from "../store/retention.ts";
import { retentionRules } from "../store/retention-rules.ts";
import { retentionStage } from "../store/retention-stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { describeRun, type RunReport } from "./describe-run.ts";
import type { ShellDeps } from "./run-batch.ts";
import { runCron } from "./run-cron.ts";
import { wireEvaluate, wireReconcile } from "./wire-evaluate.ts";
import { wireIngest } from "./wire-ingest.ts";
import { withJournal, withWriter } from "./wire-journal.ts";

type Run = (env: EdgeEnv, cron: string, scheduledMs: number, shell: ShellDeps) => Promise<RunReport>;

/** The scheduled stages of the edge Worker that are no workflow; a test holds them against `pipelines.toml`. */
export const scheduledStages: Readonly<Record<string, Run>> = {
  ingest: async (env, cron, atMs, shell) => {
    let note = "";
    const degraded: Reason[] = [];
    const deps = wireIngest(env, ({ ticks, refused }) => {
      note = `${ticks.length} of ${ticks.length + refused.length} assets priced`;
      if (refused.length > 0) degraded.push({ code: "no-price", message: note });
    });
    return describeRun(await runCron(ingestStage, cron, atMs, deps, shell), degraded, note);
  },
  "catch-up": async (env, cron, atMs, shell) =>
    describeRun(await runCron(catchUpStage, cron, atMs, wireEvaluate(env), shell)),
  reconcile: async (env, cron, atMs, shell) => {
    let note = "";
    const degraded: Reason[] = [];
    const deps = wireReconcile(env, ({ points, fires, lateSamples, differences }) => {
      note = `${points} points of yesterday again: ${fires} fires, ${differences.length} differences, ${lateSamples} late samples`;
      for (const difference of differences) shell.log({ level: "error", stage: "reconcile", ...difference });
      if (differences.length > 0) degraded.push({ code: "replay-differs", message: note });
    });
    return describeRun(await runCron(reconcileStage, cron, atMs, deps, shell), degraded, note);
  },
  watchdog: async (env, cron, atMs, shell) => {
    const degraded: Reason[] = [];
    const deps: WatchdogDeps = {
      lists: openWorkNames.map((name) => ({ sweep: () => env.OPEN_WORK.getByName(name).sweep() })),
      onFailure: (message) => degraded.push({ code: "vault-asleep", message }),
    };
    return describeRun(await runCron(watchdogStage, cron, atMs, deps, shell), degraded);
  },
  retention: (env, cron, atMs, shell) =>
    withWriter(env, async (writer) => {
      let note = "";
      const onReport = ({ deleted, stripped, more }: RetentionReport) => {
        const rows = Object.entries(deleted).map(([table, count]) => `${count} ${table}`);
        const texts = stripped.events + stripped.stories;
        note = [...rows, ...(texts > 0 ? [`${texts} texts`] : []), ...(more ? ["more next time"] : [])].join(", ");
      };
      const failure = await runCron(retentionStage, cron, atMs, { writer, rules: retentionRules, onReport }, shell);
      return describeRun(failure, [], note === "" ? "nothing was too old" : `removed: ${note}`);
    }),
  "journal-replay": (env, cron, atMs, shell) =>
    withJournal(env, async (deps) => describeRun(await runCron(replayStage, cron, atMs, deps, shell))),
};

/** The stages that a schedule starts, in the order of the file. */
export function stagesOf(cron: string): readonly string[] {
  return Object.entries(pipelines.stages).flatMap(([name, stage]) => {
    return stage.worker === "edge" && stage.cron === cron ? [name] : [];
  });
}
