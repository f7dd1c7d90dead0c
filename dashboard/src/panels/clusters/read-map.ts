import type { Cluster, ClusterRun } from "../../../../contracts/cluster.ts";
import { layOutTree, type Tree } from "./tree.ts";
import { clusterNumbers, cutHeight, markMerges } from "./tree-cut.ts";

/** A run's tree with its clusters on it. */
export type TreeWithClusters = {
  readonly tree: Tree;
  readonly assets: readonly string[];
  readonly clusters: readonly Cluster[];
  /** The number of each item's cluster in the run's list. */
  readonly numbers: readonly (number | null)[];
  /** The same of each merge that was done; null above the cut. */
  readonly marks: readonly (number | null)[];
  readonly cut: number | null;
  /** Where the clusters of several members stand among the leaves. */
  readonly spans: readonly Span[];
};
export type Span = { readonly number: number; readonly first: number; readonly last: number };

/** Null where the linkage is not a tree of the run's assets. */
export function readMap({ assets, linkage, clusters }: ClusterRun): TreeWithClusters | null {
  const tree = layOutTree(linkage, assets.length);
  if (tree === null) return null;
  const numbers = clusterNumbers(assets, clusters);
  const marks = markMerges(tree, numbers);
  // The last merge of a cluster is its highest.
  const spans = new Map<number, Span>();
  for (const [row, { first, last }] of tree.merges.entries()) {
    const number = marks[row] ?? null;
    if (number !== null) spans.set(number, { number, first, last });
  }
  const cut = cutHeight(tree, marks);
  return { tree, assets, clusters, numbers, marks, cut, spans: [...spans.values()] };
}
