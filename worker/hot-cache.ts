import { z } from "zod";
import { CascadeRun } from "../contracts/cascade.ts";
import { ClusterRun } from "../contracts/cluster.ts";
import { FactorSnapshot, PriceSnapshot } from "../contracts/live.ts";
import { WorldSnapshot } from "../contracts/world.ts";
import type { EdgeEnv } from "./bindings.ts";

/** The hot cache: one key per snapshot, because a key takes one write a second. It is never an authority on freshness. */
export const hotKeys = {
  prices: { key: "prices:latest", schema: PriceSnapshot },
  factors: { key: "factors:latest", schema: FactorSnapshot },
  world: { key: "world:latest", schema: WorldSnapshot },
  clusters: { key: "clusters:latest", schema: ClusterRun },
  slowClusters: { key: "clusters:slow:latest", schema: ClusterRun },
  cascades: { key: "cascades:latest", schema: CascadeRun },
} as const;

type HotKey = (typeof hotKeys)[keyof typeof hotKeys];

/** Writes a snapshot. A cache that refuses the write is logged: the message and the actors carry the truth. */
export async function putHot<K extends HotKey>(
  env: EdgeEnv,
  { key, schema }: K,
  value: z.infer<K["schema"]>,
): Promise<void> {
  try {
    await env.HOT.put(key, JSON.stringify(schema.parse(value)));
  } catch (cause) {
    if (cause instanceof z.ZodError) throw cause;
    console.error(JSON.stringify({ level: "error", cache: key, cause: String(cause) }));
  }
}

/** The last good snapshot, or null before the first. */
export async function getHot<K extends HotKey>(env: EdgeEnv, { key, schema }: K): Promise<z.infer<K["schema"]> | null> {
  const text = await env.HOT.get(key);
  return text === null ? null : (schema.parse(JSON.parse(text)) as z.infer<K["schema"]>);
}
