import type { LinkageMethod } from "../../../contracts/cluster.ts";
import type { Distances } from "./distances.ts";
import { mergeByChain } from "./merge-by-chain.ts";
import { mergeBySpanningTree } from "./merge-by-spanning-tree.ts";

/**
 * One merge, as scipy writes it: `[left, right, height, size]` with left < right. Numbers below n are the items,
 * n + i is the cluster that row i made. Rows ascend by height.
 */
export type LinkageRow = [left: number, right: number, height: number, size: number];
export type Linkage = readonly LinkageRow[];

/** Two items stand for the groups that they are in when their turn comes. */
export type Merge = { readonly first: number; readonly second: number; readonly height: number };

/**
 * Agglomerative clustering in O(n²) time and memory. Rows, their order among equal heights included, are those of
 * `scipy.cluster.hierarchy.linkage`: single linkage by the minimum spanning tree, the others by the nearest-neighbour chain
 * (D. Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv:1109.2378). Among equal distances the order of
 * the items decides, for all but the heights of single linkage: give them in an order of their own, such as by code point.
 */
export function link(distances: Distances, method: LinkageMethod): Linkage {
  if (!distances.values.every(Number.isFinite)) throw new RangeError("a distance is not a finite number");
  if (distances.size < 2) return [];
  const merges = method === "single" ? mergeBySpanningTree(distances) : mergeByChain(distances, method);
  // Both find merges out of order; the sort is stable, so equal heights stay as they were found.
  return labelMerges(
    distances.size,
    merges.toSorted((a, b) => a.height - b.height),
  );
}

/** Numbers the clusters in the order in which they arise. */
function labelMerges(count: number, merges: readonly Merge[]): LinkageRow[] {
  const parent = Int32Array.from({ length: 2 * count - 1 }, (_, node) => node);
  const size = new Int32Array(2 * count - 1).fill(1);
  const rootOf = (item: number): number => {
    let node = item;
    while (parent[node] !== node) {
      // Halves the path, so that long chains stay cheap.
      parent[node] = parent[parent[node] as number] as number;
      node = parent[node] as number;
    }
    return node;
  };
  return merges.map(({ first, second, height }, row) => {
    const a = rootOf(first);
    const b = rootOf(second);
    const joined = count + row;
    parent[a] = joined;
    parent[b] = joined;
    const total = (size[a] as number) + (size[b] as number);
    size[joined] = total;
    return [Math.min(a, b), Math.max(a, b), height, total];
  });
}
