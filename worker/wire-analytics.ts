import { createR2ObjectStore } from "../analytics/adapters/r2-object-store.ts";
import { connectTickSeries } from "../analytics/adapters/tick-series.ts";
import { type AnalyticsDeps, defaultAnalyticsSettings } from "../analytics/stage.ts";
import type { TicksDeps } from "../analytics/ticks-stage.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { Reason } from "../contracts/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { hotKeys, putHot } from "./hot-cache.ts";
import { publishLive } from "./live.ts";

export const wireTicks = (env: EdgeEnv): TicksDeps => ({ state: connectTickSeries(env.ANALYTICS_STATE) });

/** `onDegraded` is told what failed beside the main outcome of the run. */
export function wireAnalytics(env: EdgeEnv, onDegraded: (reason: Reason) => void): AnalyticsDeps {
  return {
    series: connectTickSeries(env.ANALYTICS_STATE),
    archive: createR2ObjectStore(env.ARCHIVE),
    publish: async (run) => {
      await putHot(env, hotKeys.clusters, run);
      await publishLive(env, "clusters", run);
    },
    onDegraded: async (reason) => onDegraded(reason),
    settings: { ...defaultAnalyticsSettings, expected: Object.keys(pipelines.assets) },
    writtenBy: "portent/0.1",
  };
}
