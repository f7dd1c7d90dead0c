import type { LiveMessage, StageStatus } from "../contracts/live.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import type { EdgeEnv } from "./bindings.ts";
import type { SignalSeen } from "./live-feed-actor.ts";

type DataOf<T extends LiveMessage["type"]> = Extract<LiveMessage, { type: T }>["data"];

/** The one live feed object of this deployment. */
export const liveFeedOf = (env: EdgeEnv) => env.LIVE_FEED.getByName("main");

/** Tells everyone who watches. A live feed that cannot be reached never holds a stage up: it is logged. */
export async function publishLive<T extends "prices" | "factors" | "clusters" | "cascades" | "world" | "stage">(
  env: EdgeEnv,
  type: T,
  data: DataOf<T>,
): Promise<void> {
  try {
    await liveFeedOf(env).publish("public", type, data as never);
  } catch (cause) {
    console.error(JSON.stringify({ level: "error", live: type, cause: String(cause) }));
  }
}

/** Notes what sources did and how new signals are, for the page of freshness. A feed that cannot be reached is logged. */
export async function noteFreshness(
  env: EdgeEnv,
  runs: readonly SourceRun[],
  samples: readonly SignalSeen[],
): Promise<void> {
  try {
    const feed = liveFeedOf(env);
    await Promise.all([feed.noteSources([...runs]), feed.noteSignals([...samples])]);
  } catch (cause) {
    console.error(JSON.stringify({ level: "error", live: "freshness", cause: String(cause) }));
  }
}

export const publishStage = (env: EdgeEnv, status: StageStatus): Promise<void> => publishLive(env, "stage", status);
