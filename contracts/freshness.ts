import { z } from "zod";
import { FeedKind } from "./live.ts";
import { TimeMs } from "./time.ts";

export const FreshnessKind = z.enum(["stage", "source", "signal"]);
export type FreshnessKind = z.infer<typeof FreshnessKind>;

/** `late`: older than the warning limit; `stale`: than the error limit; `never`: nothing of it was seen yet. */
export const FreshnessState = z.enum(["fresh", "late", "stale", "never"]);
export type FreshnessState = z.infer<typeof FreshnessState>;

/** How fresh one stage, source or signal is by event time. A limit is null where `pipelines.toml` states none. */
export const Freshness = z.strictObject({
  kind: FreshnessKind,
  name: z.string(),
  /** Of a stage its last run, of a source its newest row, of a signal its newest sample; null where there is none. */
  newestAtMs: TimeMs.nullable(),
  ageMs: z.number().nonnegative().nullable(),
  warnMs: z.number().nonnegative().nullable(),
  errorMs: z.number().nonnegative().nullable(),
  state: FreshnessState,
});
export type Freshness = z.infer<typeof Freshness>;

/** Answer of `GET /v1/freshness`: stages, then sources, then signals, each by name. */
export const FreshnessReport = z.strictObject({
  feed: FeedKind,
  /** The present moment that ages are measured at: of a replay its own. */
  nowMs: TimeMs,
  readings: z.array(Freshness),
});
export type FreshnessReport = z.infer<typeof FreshnessReport>;

/** Answer of `GET /v1/freshness/history`: how old it had become at most, in time order, newest last. */
export const FreshnessHistory = z.strictObject({
  kind: FreshnessKind,
  name: z.string(),
  warnMs: z.number().nonnegative().nullable(),
  errorMs: z.number().nonnegative().nullable(),
  /** `ageMs` is null where nothing came before. */
  points: z.array(z.strictObject({ atMs: TimeMs, ageMs: z.number().nonnegative().nullable() })),
});
export type FreshnessHistory = z.infer<typeof FreshnessHistory>;
