import { z } from "zod";
import { TimeMs } from "./time.ts";

/** Assets that move together. `cohesion` is the mean pairwise correlation inside; 1 for a cluster of one. */
export const Cluster = z.strictObject({
  id: z.string(),
  members: z.array(z.string()).min(1),
  medoid: z.string(),
  cohesion: z.number().min(-1).max(1),
});
export type Cluster = z.infer<typeof Cluster>;

/** One run of the clustering: what was used, what was refused and why, and until when it may be acted on. */
export const ClusterRun = z.strictObject({
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  barMs: z.int().positive(),
  windowMs: z.int().positive(),
  clusters: z.array(Cluster),
  refused: z.array(z.strictObject({ asset: z.string(), reason: z.string() })),
});
export type ClusterRun = z.infer<typeof ClusterRun>;
