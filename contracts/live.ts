import { z } from "zod";
import { CascadeRun } from "./cascade.ts";
import { ClusterRun } from "./cluster.ts";
import { FactorReading } from "./factor-reading.ts";
import { AssetId, TraceId } from "./ids.ts";
import { PriceTick, RefusedAsset } from "./price-ticks.ts";
import { TimeMs } from "./time.ts";
import { VaultView } from "./vault-view.ts";
import { WorldSnapshot } from "./world.ts";

/** Which data the prices come from. A reconstruction says so wherever it shows. */
export const FeedKind = z.enum(["recorded", "reconstructed", "live"]);
export type FeedKind = z.infer<typeof FeedKind>;

/** The whole price snapshot of one window, as it stands in the hot cache and goes to pages. */
export const PriceSnapshot = z.strictObject({
  windowEndMs: TimeMs,
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  traceId: TraceId,
  ticks: z.array(PriceTick),
  refused: z.array(RefusedAsset),
});
export type PriceSnapshot = z.infer<typeof PriceSnapshot>;

/** The factors of one enrichment run. */
export const FactorSnapshot = z.strictObject({
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  factors: z.array(FactorReading),
  missingInputs: z.array(z.string()),
  /** Inputs that are there and older than they should be. */
  staleInputs: z.array(z.string()),
});
export type FactorSnapshot = z.infer<typeof FactorSnapshot>;

/** When a stage last finished, by event time and by the wall clock. */
export const StageStatus = z.strictObject({
  stage: z.string(),
  eventTimeMs: TimeMs,
  finishedWallMs: TimeMs,
  elapsedMs: z.number().nonnegative(),
  outcome: z.enum(["done", "degraded", "failed"]),
  note: z.string(),
});
export type StageStatus = z.infer<typeof StageStatus>;

/**
 * The first message of a socket of topic `public`: what follows. `resumed`: of what was seen before, all that did not change since is
 * still so, and what changed follows. `snapshot`: everything that there is follows, and nothing that was seen before counts. `why`:
 * `first`, nothing was seen before; `other-epoch`, it was seen in a former life of the feed; `ahead`, the feed has lost what was seen;
 * `too-old`, everything has changed since.
 */
export const LiveHello = z.strictObject({
  /** The feed's life. Numbers of another one mean nothing. */
  epoch: z.string(),
  mode: z.enum(["resumed", "snapshot"]),
  why: z.enum(["first", "other-epoch", "ahead", "too-old"]).nullable(),
  /** So many messages follow before the first new one: the last of each kind, in the order of their numbers. */
  follow: z.int().nonnegative(),
});
export type LiveHello = z.infer<typeof LiveHello>;

/** What goes over the live socket. `seq` rises by one per topic. Topic `public` holds no user data. */
export const LiveMessage = z.discriminatedUnion("type", [
  /** Its number is that of the topic's last message. */
  z.strictObject({ type: z.literal("hello"), seq: z.int(), data: LiveHello }),
  z.strictObject({ type: z.literal("prices"), seq: z.int(), data: PriceSnapshot }),
  z.strictObject({ type: z.literal("factors"), seq: z.int(), data: FactorSnapshot }),
  /** Of either view. */
  z.strictObject({ type: z.literal("clusters"), seq: z.int(), data: ClusterRun }),
  z.strictObject({ type: z.literal("cascades"), seq: z.int(), data: CascadeRun }),
  z.strictObject({ type: z.literal("world"), seq: z.int(), data: WorldSnapshot }),
  z.strictObject({ type: z.literal("stage"), seq: z.int(), data: StageStatus }),
  /** Topic `vault:<address>`: something of the vault changed. */
  z.strictObject({ type: z.literal("vault"), seq: z.int(), data: VaultView }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** Answer of `GET /v1/pipeline`. */
export const PipelineHealth = z.strictObject({
  feed: FeedKind,
  /** The present moment of the feed: simulated in a replay, the wall clock when live. */
  nowMs: TimeMs,
  stages: z.array(StageStatus.extend({ cadenceMs: z.int().nullable(), freshness: z.enum(["fresh", "late", "stale"]) })),
  deadLetters: z.array(z.strictObject({ queue: z.string(), count: z.int() })),
  journal: z.strictObject({ state: z.enum(["direct", "segments"]), segments: z.int() }),
});
export type PipelineHealth = z.infer<typeof PipelineHealth>;

/** Answer of `GET /v1/prices/history`: points in time order, newest last. */
export const PriceHistory = z.strictObject({
  asOfMs: TimeMs,
  source: z.enum(["database", "cache"]),
  series: z.array(
    z.strictObject({ asset: AssetId, points: z.array(z.strictObject({ atMs: TimeMs, priceUsd: z.number() })) }),
  ),
});
export type PriceHistory = z.infer<typeof PriceHistory>;

/** Answer of `GET /v1/prices/:asset/bars`. */
export const PriceBars = z.strictObject({
  asset: AssetId,
  barMs: z.int().positive(),
  /** The range that was asked for: bars of windows that ended within (fromMs, toMs]. */
  fromMs: TimeMs,
  toMs: TimeMs,
  /** When the newest window in the bars ended, and until when its price may be acted on; both null without a bar. */
  asOfMs: TimeMs.nullable(),
  validUntilMs: TimeMs.nullable(),
  source: z.literal("database"),
  /** In time order. A bar without a priced window is left out. */
  bars: z.array(
    z.strictObject({
      /** The bar holds the windows that ended within (startMs, startMs + barMs]. */
      startMs: TimeMs,
      openUsd: z.number(),
      highUsd: z.number(),
      lowUsd: z.number(),
      closeUsd: z.number(),
      /** How many priced windows it joins. */
      windows: z.int().positive(),
    }),
  ),
});
export type PriceBars = z.infer<typeof PriceBars>;
