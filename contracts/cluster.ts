import { z } from "zod";
import { TimeMs } from "./time.ts";

/**
 * Where a cluster comes from, against the run before. `kept`: the same cluster, whatever joined or left it; `born`: none of the
 * earlier clusters goes on in it; `merged`: it goes on as one of several that became one; `split`: a part of an earlier
 * cluster that goes on elsewhere. `from`: the earlier clusters that it took members from, the largest share first.
 */
export const ClusterLineage = z.strictObject({
  state: z.enum(["born", "kept", "merged", "split"]),
  from: z.array(z.string()),
});
export type ClusterLineage = z.infer<typeof ClusterLineage>;

/** Series that move together: assets, and in the slow view prediction markets and event themes, too. */
export const Cluster = z.strictObject({
  /** Stable from run to run as long as the cluster goes on. */
  id: z.string(),
  members: z.array(z.string()).min(1),
  /** The member with the least sum of distances to the others. */
  medoid: z.string(),
  /** Mean pairwise correlation inside; 1 for a cluster of one. */
  cohesion: z.number().min(-1).max(1),
  /** Share of the window's moves of the same length that were smaller than the present one; null without enough of them. */
  stress: z.number().min(0).max(1).nullable(),
  lineage: ClusterLineage,
});
export type Cluster = z.infer<typeof Cluster>;

export const LinkageMethod = z.enum(["average", "complete", "single", "ward"]);
export type LinkageMethod = z.infer<typeof LinkageMethod>;

/** The second view: groups that maximise modularity over what correlations are above their mean. */
export const Communities = z.strictObject({ modularity: z.number(), groups: z.array(z.array(z.string()).min(1)) });
export type Communities = z.infer<typeof Communities>;

/** `calm`: neither; `active`: large moves, each its own; `coupled`: small moves, together; `panic`: large moves, together. */
export const MarketRegime = z.enum(["calm", "active", "coupled", "panic"]);
export type MarketRegime = z.infer<typeof MarketRegime>;

/** How all series move at present. */
export const RegimeReading = z.strictObject({
  regime: MarketRegime,
  /** Mean pairwise correlation of the accepted series. */
  coupling: z.number().min(-1).max(1),
  /** Size of the newest moves against the window's: 1 is usual. */
  activity: z.number().nonnegative(),
});
export type RegimeReading = z.infer<typeof RegimeReading>;

/** One run of the clustering: what was used, what was refused and why, and until when it may be acted on. */
export const ClusterRun = z.strictObject({
  /** `fast`: assets, on short bars. `slow`: assets, prediction markets and event themes, on bars that all of them have. */
  view: z.enum(["fast", "slow"]),
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  barMs: z.int().positive(),
  windowMs: z.int().positive(),
  method: LinkageMethod,
  /** λ in [0, 1] by which correlations were shrunk towards 0. */
  shrinkage: z.number().min(0).max(1),
  /** Accepted series by code point; the linkage's items. */
  assets: z.array(z.string()),
  /** Rows `[left, right, height, size]`, as scipy writes them. */
  linkage: z.array(z.tuple([z.int(), z.int(), z.number(), z.int()])),
  clusters: z.array(Cluster),
  /** Clusters of the run before that do not go on, and the one that took most of their members. */
  died: z.array(z.strictObject({ id: z.string(), into: z.string().nullable() })),
  communities: Communities,
  /** Hierarchical risk parity: weights of the accepted assets, which sum to 1. Empty without assets. */
  weights: z.array(z.strictObject({ asset: z.string(), weight: z.number().min(0).max(1) })),
  regime: RegimeReading.nullable(),
  refused: z.array(z.strictObject({ asset: z.string(), reason: z.string() })),
});
export type ClusterRun = z.infer<typeof ClusterRun>;
