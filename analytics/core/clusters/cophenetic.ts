import { correlatePair } from "./correlate.ts";
import { type Distances, pairIndex } from "./distances.ts";
import type { Linkage } from "./link.ts";

/** The height at which each pair of items comes together, in the order of the distances. */
export function copheneticDistances(linkage: Linkage, size: number): Distances {
  const values = new Float64Array((size * (size - 1)) / 2);
  const groups = new Map<number, number[]>(Array.from({ length: size }, (_, item) => [item, [item]]));
  for (const [row, [left, right, height]] of linkage.entries()) {
    const a = groups.get(left) ?? [];
    const b = groups.get(right) ?? [];
    for (const one of a) {
      for (const other of b) values[pairIndex(size, Math.min(one, other), Math.max(one, other))] = height;
    }
    groups.delete(left);
    groups.delete(right);
    groups.set(size + row, [...a, ...b]);
  }
  return { size, values };
}

/**
 * Cophenetic correlation (Sokal and Rohlf 1962): how well the tree keeps the distances; 1 is wholly. 0 where it is not defined,
 * as with fewer than three items.
 */
export const copheneticCorrelation = (linkage: Linkage, distances: Distances): number =>
  correlatePair(distances.values, copheneticDistances(linkage, distances.size).values);
