import { distanceOf } from "./correlate.ts";
import type { Linkage } from "./link-average.ts";

/** √½: two assets with this correlation share half of their variance. */
export const defaultCutCorrelation = Math.SQRT1_2;

/**
 * Groups of item numbers after the cut: every merge whose height is at most `√(2(1 − cutCorrelation))` is done, every
 * higher one is not. The height of an average-linkage merge is the mean distance between the two groups, so groups join
 * while a typical pair across them is correlated by at least `cutCorrelation`. Groups and their items ascend.
 */
export function cutTree(linkage: Linkage, count: number, cutCorrelation = defaultCutCorrelation): number[][] {
  const cutHeight = distanceOf(cutCorrelation);
  const groups = new Map<number, number[]>(Array.from({ length: count }, (_, item) => [item, [item]]));
  linkage.forEach(([left, right, height], row) => {
    if (height > cutHeight) return;
    const joined = [...(groups.get(left) ?? []), ...(groups.get(right) ?? [])];
    groups.delete(left);
    groups.delete(right);
    groups.set(count + row, joined);
  });
  return [...groups.values()]
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}
