import type { LiveMessage, StageStatus } from "../contracts/live.ts";
import type { EdgeEnv } from "./bindings.ts";

type DataOf<T extends LiveMessage["type"]> = Extract<LiveMessage, { type: T }>["data"];

/** The one live feed object of this deployment. */
export const liveFeedOf = (env: EdgeEnv) => env.LIVE_FEED.getByName("main");

/** Tells everyone who watches. A live feed that cannot be reached never holds a stage up: it is logged. */
export async function publishLive<T extends "prices" | "factors" | "clusters" | "stage">(
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

export const publishStage = (env: EdgeEnv, status: StageStatus): Promise<void> => publishLive(env, "stage", status);
