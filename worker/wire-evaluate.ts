import type { CronTick } from "../contracts/cron-tick.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import type { CatchUpDeps } from "../evaluate/catch-up-stage.ts";
import type { EvaluateDeps } from "../evaluate/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { publishStage } from "./live.ts";

/** Every shard of the registry. A vault's shard is its place in this list. */
export const registryShards = ["shard-0"] as const;

export function wireEvaluate(env: EdgeEnv): EvaluateDeps & CatchUpDeps {
  const startedWallMs = Date.now();
  return {
    shards: registryShards.map((name) => {
      const stub = env.REGISTRY.getByName(name);
      return {
        apply: (message: SignalSamples) => stub.apply(message),
        catchUp: (tick: CronTick) => stub.catchUp(tick),
      };
    }),
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
