import { type Distances, distanceAt } from "./distances.ts";
import type { Linkage } from "./link.ts";

/** Silhouettes closer than this are equal: rounding, far below any difference that means something. */
const equalSilhouettes = 1e-12;

/**
 * The number of groups, from 2 to one less than the items, whose mean silhouette is greatest (Rousseeuw 1987); the fewer of equals.
 * Null with fewer than three items, where no silhouette is defined.
 */
export function chooseCount(linkage: Linkage, distances: Distances): number | null {
  let count: number | null = null;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const cut of meanSilhouettes(linkage, distances)) {
    // Counts descend: an equal one has fewer groups.
    if (cut.mean >= greatest - equalSilhouettes) count = cut.count;
    greatest = Math.max(greatest, cut.mean);
  }
  return count;
}

/**
 * Mean silhouette of each cut of the tree into 2 to n − 1 groups, most groups first. Of an item `(b − a) / max(a, b)`, with a the mean
 * distance to its own group and b that to the nearest other one; 0 for an item alone. O(n²) each at worst.
 */
export function* meanSilhouettes(
  linkage: Linkage,
  distances: Distances,
): Generator<{ readonly count: number; readonly mean: number }> {
  const { size } = distances;
  // Row g: the sum of distances from each item to group g. A group keeps the row of one of its items.
  const sums = Array.from({ length: size }, (_, group) =>
    Float64Array.from({ length: size }, (__, item) => distanceAt(distances, group, item)),
  );
  const sizes = new Int32Array(size).fill(1);
  const groupOf = Int32Array.from({ length: size }, (_, item) => item);
  const rowOf = new Map<number, number>(Array.from({ length: size }, (_, item) => [item, item]));
  for (const [done, [left, right]] of linkage.entries()) {
    const kept = rowOf.get(left) as number;
    const gone = rowOf.get(right) as number;
    rowOf.delete(left);
    rowOf.delete(right);
    rowOf.set(size + done, kept);
    const into = sums[kept] as Float64Array;
    const from = sums[gone] as Float64Array;
    for (let item = 0; item < size; item += 1) {
      into[item] = (into[item] as number) + (from[item] as number);
      if (groupOf[item] === gone) groupOf[item] = kept;
    }
    sizes[kept] = (sizes[kept] as number) + (sizes[gone] as number);
    const count = size - done - 1;
    if (count >= 2) yield { count, mean: meanOf(sums, sizes, groupOf, [...rowOf.values()]) };
  }
}

function meanOf(
  sums: readonly Float64Array[],
  sizes: Int32Array,
  groupOf: Int32Array,
  groups: readonly number[],
): number {
  const nearest = new Float64Array(groupOf.length).fill(Number.POSITIVE_INFINITY);
  for (const group of groups) {
    const own = sums[group] as Float64Array;
    const size = sizes[group] as number;
    for (let item = 0; item < nearest.length; item += 1) {
      if (groupOf[item] === group) continue;
      const mean = (own[item] as number) / size;
      if (mean < (nearest[item] as number)) nearest[item] = mean;
    }
  }
  let total = 0;
  for (let item = 0; item < nearest.length; item += 1) {
    const group = groupOf[item] as number;
    const size = sizes[group] as number;
    if (size === 1) continue;
    const inside = ((sums[group] as Float64Array)[item] as number) / (size - 1);
    const outside = nearest[item] as number;
    const greater = Math.max(inside, outside);
    if (greater > 0) total += (outside - inside) / greater;
  }
  return total / nearest.length;
}
