import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { Cluster, ClusterRun } from "../../contracts/cluster.ts";
import type { Analysis } from "../analytics-state.ts";

const span = { asOfMs: 40_000, validUntilMs: 90_000, barMs: 10, windowMs: 100 };

/** For tests: a cluster for each of `sizes`, with so many members. */
export const clustersOf = (...sizes: number[]): Cluster[] =>
  sizes.map((size, index) => {
    const members = Array.from({ length: size }, (_, member) => `C${index}M${member}-USD`);
    const lineage = { state: "born" as const, from: [] };
    return { id: `cluster-${index}`, members, medoid: members[0] ?? "", cohesion: 0.5, stress: 0.25, lineage };
  });

/** For tests: a run of a job. Edges are between the given assets. */
export function analysisOf(
  clusters: Cluster[],
  edges: CascadeEdge[] = [],
  changes: Partial<ClusterRun> = {},
): Analysis {
  const assets = clusters.flatMap(({ members }) => members);
  const fast: ClusterRun = {
    ...span,
    ...{ view: "fast", method: "average", shrinkage: 0, assets, linkage: [], clusters, died: [], refused: [] },
    ...{ communities: { modularity: 0, groups: [] }, weights: [], regime: null },
    ...changes,
  };
  return {
    fast,
    slow: null,
    cascade: { ...span, lagsMax: 6, fdr: 0.05, assets, edges, found: edges.length, refused: [] },
  };
}

export const edgeOf = (from: string, to: string, weight: number): CascadeEdge => ({
  ...{ from, to, weight, low: weight - 0.1, high: weight + 0.1, lagMs: 10, support: 99, q: 0.01 },
  ...{ origin: "learned", lastSeenMs: span.asOfMs },
});
