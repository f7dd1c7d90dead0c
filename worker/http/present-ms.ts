import type { EdgeEnv } from "../bindings.ts";
import { getHot, hotKeys } from "../hot-cache.ts";

/** The present moment of the feed: simulated in a replay, the wall clock when live. */
export async function presentMs(env: EdgeEnv): Promise<number> {
  if (env.FEED === "live") return Date.now();
  return (await getHot(env, hotKeys.prices))?.windowEndMs ?? 0;
}
