import { z } from "zod";
import { Cluster, ClusterRun } from "../../../../contracts/cluster.ts";
import { TimeMs } from "../../../../contracts/time.ts";

/** A cluster as one run had it. */
export const ClusterMoment = Cluster.extend({ view: ClusterRun.shape.view, asOfMs: TimeMs });
export type ClusterMoment = z.infer<typeof ClusterMoment>;

/** The answer of `/v1/clusters/:id`: the newest, in words, and all moments, the newest first. */
export const ClusterHistory = ClusterMoment.extend({ explanation: z.string(), history: z.array(ClusterMoment) });
export type ClusterHistory = z.infer<typeof ClusterHistory>;

export type HistoryRow = ClusterMoment & {
  /** Against the moment before; of the first one that is known, none. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
};

/** The moments with who joined and who left, the newest first. */
export function listChanges(history: readonly ClusterMoment[]): HistoryRow[] {
  return history.map((moment, index): HistoryRow => {
    const before = history[index + 1]?.members ?? moment.members;
    return { ...moment, joined: without(moment.members, before), left: without(before, moment.members) };
  });
}

function without(members: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return members.filter((member) => !known.has(member));
}
