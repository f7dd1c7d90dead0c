import { z } from "zod";
import { ClusterRun } from "../../../../contracts/cluster.ts";
import { TimeMs } from "../../../../contracts/time.ts";
import type { Params } from "../../host/panel.ts";
import { ClusterMoment } from "./cluster-history.ts";

/** The answer of `/v1/clusters?atMs=`: of a past run its clusters are kept, and nothing else. */
export const PastRun = z.strictObject({
  view: ClusterRun.shape.view,
  asOfMs: TimeMs,
  clusters: z.array(ClusterMoment),
});
export type PastRun = z.infer<typeof PastRun>;

/** The moment that the address names; null for the present, and for what is no moment. */
export function pastMsOf(params: Params): number | null {
  const text = params.at ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
