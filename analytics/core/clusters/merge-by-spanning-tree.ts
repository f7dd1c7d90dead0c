import { type Distances, distanceAt } from "./distances.ts";
import type { Merge } from "./link.ts";

/**
 * Single linkage: the minimum spanning tree grows from item 0 by the item nearest to it (Prim). Each new item is noted with the one
 * before it: sorted by height, that joins the same groups as the edges of the tree do. Among equally near items the lowest
 * comes first.
 */
export function mergeBySpanningTree(distances: Distances): Merge[] {
  const { size } = distances;
  const toTree = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const isIn = new Uint8Array(size);
  const merges: Merge[] = [];
  let newest = 0;
  while (merges.length < size - 1) {
    isIn[newest] = 1;
    let next = -1;
    let height = Number.POSITIVE_INFINITY;
    for (let item = 0; item < size; item += 1) {
      if (isIn[item] === 1) continue;
      toTree[item] = Math.min(toTree[item] as number, distanceAt(distances, newest, item));
      if ((toTree[item] as number) >= height) continue;
      height = toTree[item] as number;
      next = item;
    }
    merges.push({ first: newest, second: next, height });
    newest = next;
  }
  return merges;
}
