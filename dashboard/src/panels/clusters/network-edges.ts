import type { TreeWithClusters } from "./read-map.ts";
import { correlationAt } from "./tree-correlation.ts";

/** A line of the network: two items, and the correlation at which the branches that they stand for come together. */
export type NetworkEdge = {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly correlation: number;
  /** Whether both are of one cluster; else it joins clusters. */
  readonly isInside: boolean;
};

/**
 * The tree as a network: a line for each merge, between the items that stand for its two branches. A branch stands for itself by the
 * medoid of its cluster where it holds it, else as its larger side does.
 */
export function listEdges({ tree, assets, clusters, marks }: TreeWithClusters): readonly NetworkEdge[] {
  const medoids = new Set(clusters.map(({ medoid }) => assets.indexOf(medoid)));
  const sizes = assets.map(() => 1);
  const stands = assets.map((_, item) => item);
  return tree.merges.map(({ left, right, height }, row): NetworkEdge => {
    const [a = 0, b = 0] = [stands[left], stands[right]];
    const [sizeA = 1, sizeB = 1] = [sizes[left], sizes[right]];
    sizes.push(sizeA + sizeB);
    const isInside = (marks[row] ?? null) !== null;
    if (isInside && medoids.has(b) && !medoids.has(a)) stands.push(b);
    else if (isInside && medoids.has(a)) stands.push(a);
    else stands.push(sizeB > sizeA ? b : a);
    return { from: a, to: b, height, correlation: correlationAt(height), isInside };
  });
}
