import type { CronTick } from "../contracts/cron-tick.ts";
import { registryRoot } from "../contracts/registry.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import type { CatchUpDeps } from "../evaluate/catch-up-stage.ts";
import type { ReconcileDeps } from "../evaluate/reconcile-stage.ts";
import type { EvaluateDeps } from "../evaluate/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { publishStage } from "./live.ts";

export function wireEvaluate(env: EdgeEnv): EvaluateDeps & CatchUpDeps {
  const startedWallMs = Date.now();
  return {
    shards: async () =>
      (await listShards(env)).map((stub) => ({
        apply: (message: SignalSamples) => stub.apply(message),
        catchUp: (tick: CronTick) => stub.catchUp(tick),
      })),
    onEvaluated: async ({ lastEvaluatedMs, evaluatedMs, fires }) => {
      const finishedWallMs = Date.now();
      await publishStage(env, {
        stage: "evaluate",
        eventTimeMs: lastEvaluatedMs ?? 0,
        finishedWallMs,
        elapsedMs: finishedWallMs - startedWallMs,
        outcome: "done",
        note: `${evaluatedMs.length} grid point${evaluatedMs.length === 1 ? "" : "s"}, ${fires} fire${fires === 1 ? "" : "s"}`,
      });
    },
  };
}

export function wireReconcile(env: EdgeEnv, onReport: ReconcileDeps["onReport"]): ReconcileDeps {
  return {
    shards: async () =>
      (await listShards(env)).map((stub) => ({
        reconcile: (fromMs: number, toMs: number) => stub.reconcile(fromMs, toMs),
      })),
    onReport,
  };
}

/** Every shard of the registry, as the first of them knows. */
async function listShards(env: EdgeEnv) {
  const map = await env.REGISTRY.getByName(registryRoot).shards();
  return map.map(({ name }) => env.REGISTRY.getByName(name));
}
