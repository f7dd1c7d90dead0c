import type { ClusterRun } from "../../../../../contracts/cluster.ts";

export type NearSeries = { readonly series: string; readonly correlation: number };

/**
 * The series that join a given one lowest in the tree, nearest first; of each, the correlation that the height of the merge stands for:
 * a distance is √(2(1 − ρ)). Empty for a series that the run does not have.
 */
export function nearestSeries(
  { assets, linkage }: Pick<ClusterRun, "assets" | "linkage">,
  series: string,
  countMax: number,
): readonly NearSeries[] {
  const near: NearSeries[] = [];
  let node = assets.indexOf(series);
  if (node === -1) return near;
  const leavesOf = (item: number): readonly number[] => {
    const merge = linkage[item - assets.length];
    return item < assets.length || merge === undefined ? [item] : [...leavesOf(merge[0]), ...leavesOf(merge[1])];
  };
  for (const [index, [left, right, height]] of linkage.entries()) {
    if (left !== node && right !== node) continue;
    const others = leavesOf(left === node ? right : left).flatMap((leaf) => assets[leaf] ?? []);
    near.push(...others.toSorted().map((other) => ({ series: other, correlation: 1 - (height * height) / 2 })));
    if (near.length >= countMax) break;
    node = assets.length + index;
  }
  return near.slice(0, countMax);
}
