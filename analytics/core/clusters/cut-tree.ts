import { type Distances, distanceOf } from "./distances.ts";
import type { Linkage } from "./link.ts";
import { chooseCount } from "./silhouette.ts";

/**
 * Where the tree is cut. `correlation`: merges up to the height `√(2(1 − value))` are done. With average linkage a merge's height is
 * the mean distance between two groups: they join while a typical pair across them is correlated by at least `value`.
 * `height`: merges up to that height. `count`: so many groups (as many as there are items, if they are fewer). `silhouette`: the
 * number of groups with the greatest mean silhouette, the fewer of equals; with fewer than three items the default.
 */
export type CutCriterion =
  | { readonly by: "correlation" | "height" | "count"; readonly value: number }
  | { readonly by: "silhouette" };

/** √½: two series with this correlation share half of their variance. */
export const defaultCut: CutCriterion = { by: "correlation", value: Math.SQRT1_2 };

/** Groups of item numbers after the cut. Groups and their items ascend. */
export function cutTree(linkage: Linkage, distances: Distances, cut: CutCriterion): number[][] {
  return groupsAfter(linkage, distances.size, countMerges(linkage, distances, cut));
}

function countMerges(linkage: Linkage, distances: Distances, cut: CutCriterion): number {
  switch (cut.by) {
    case "silhouette": {
      const count = chooseCount(linkage, distances);
      return count === null ? countMerges(linkage, distances, defaultCut) : distances.size - count;
    }
    case "count":
      return Math.max(0, distances.size - cut.value);
    case "correlation":
      return mergesUpTo(linkage, distanceOf(cut.value));
    case "height":
      return mergesUpTo(linkage, cut.value);
  }
}

/** Heights ascend. */
function mergesUpTo(linkage: Linkage, limit: number): number {
  const first = linkage.findIndex(([, , height]) => height > limit);
  return first === -1 ? linkage.length : first;
}

function groupsAfter(linkage: Linkage, size: number, merges: number): number[][] {
  const groups = new Map<number, number[]>(Array.from({ length: size }, (_, item) => [item, [item]]));
  for (const [row, [left, right]] of linkage.slice(0, merges).entries()) {
    const joined = [...(groups.get(left) ?? []), ...(groups.get(right) ?? [])];
    groups.delete(left);
    groups.delete(right);
    groups.set(size + row, joined);
  }
  return [...groups.values()]
    .map((group) => group.toSorted((a, b) => a - b))
    .toSorted((a, b) => (a[0] as number) - (b[0] as number));
}
