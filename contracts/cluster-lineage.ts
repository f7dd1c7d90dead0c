import { z } from "zod";
import { ClusterRun } from "./cluster.ts";
import { TimeMs } from "./time.ts";

/**
 * How many series went from one cluster of the run before into one of this. Null: those that stand alone, each in a cluster of one.
 * Series that only one of the two runs has are in no flow.
 */
export const LineageFlow = z.strictObject({
  from: z.string().nullable(),
  to: z.string().nullable(),
  count: z.int().positive(),
});
export type LineageFlow = z.infer<typeof LineageFlow>;

/** One run as it stands in the history: its clusters of several members, the largest first. */
export const LineageRun = z.strictObject({
  asOfMs: TimeMs,
  clusters: z.array(
    z.strictObject({
      id: z.string(),
      medoid: z.string(),
      members: z.int().min(2),
      cohesion: z.number(),
      stress: z.number().nullable(),
    }),
  ),
  alone: z.int().nonnegative(),
  /** Against the run before in this list; empty for the first. */
  flows: z.array(LineageFlow),
});
export type LineageRun = z.infer<typeof LineageRun>;

/** Answer of `GET /v1/clusters/lineage`: runs in time order. */
export const ClusterLineageReport = z.strictObject({
  view: ClusterRun.shape.view,
  days: z.int().positive(),
  /** How many runs the stretch has; where that is more than are told, they are evenly thinned. */
  runsInAll: z.int().nonnegative(),
  runs: z.array(LineageRun),
});
export type ClusterLineageReport = z.infer<typeof ClusterLineageReport>;
