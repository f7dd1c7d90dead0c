import type { Cluster } from "../../../../contracts/cluster.ts";
import type { Tree } from "./tree.ts";
import { heightOf } from "./tree-correlation.ts";

/** The number of each item's cluster in the run's list; null for one in none. */
export function clusterNumbers(
  assets: readonly string[],
  clusters: readonly Pick<Cluster, "members">[],
): (number | null)[] {
  const numbers = new Map(
    clusters.flatMap(({ members }, number) => members.map((member) => [member, number] as const)),
  );
  return assets.map((asset) => numbers.get(asset) ?? null);
}

/** Which merges the clusters did: the number of the cluster that has all leaves below, or null above the cut. */
export function markMerges(tree: Tree, numbers: readonly (number | null)[]): (number | null)[] {
  const marks = [...numbers];
  for (const { left, right } of tree.merges) {
    const [a, b] = [marks[left] ?? null, marks[right] ?? null];
    marks.push(a !== null && a === b ? a : null);
  }
  return marks.slice(numbers.length);
}

/** The cut that runs use where nothing else is said: half of the variance in common. */
const usualCut = heightOf(Math.SQRT1_2);

/**
 * A height at which the tree is cut: above all merges that were done and below those that were not. A run does not say it; where
 * the usual one fits it is that. Null where no height fits.
 */
export function cutHeight(tree: Tree, marks: readonly (number | null)[]): number | null {
  const heights = (isDone: boolean) =>
    tree.merges.flatMap(({ height }, row) => (((marks[row] ?? null) !== null) === isDone ? [height] : []));
  const below = Math.max(0, ...heights(true));
  const above = Math.min(2, ...heights(false));
  if (below > above || tree.merges.length === 0) return null;
  return usualCut >= below && usualCut < above ? usualCut : (below + above) / 2;
}
