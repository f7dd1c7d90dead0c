import type { Cluster } from "../../../contracts/cluster.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { distanceOf } from "./distances.ts";
import { measureStress } from "./measure-stress.ts";
import type { SquareMatrix } from "./square-matrix.ts";

/**
 * Log returns of an accepted series, one per step of the window, NaN where there is none. Each is done with before the next one is
 * asked for: one array may serve for all.
 */
export type ReturnsOf = (item: number) => Float64Array;

export type DescribedCluster = Omit<Cluster, "id" | "lineage">;

/**
 * Each group with its members by code point, its medoid (least sum of distances to the other members; ties: first by code point), its
 * cohesion (mean pairwise correlation; 1 for a group of one) and its stress. Largest first, then by first member. `assets` are
 * in the order of the matrix.
 */
export function describeClusters(
  groups: readonly (readonly number[])[],
  assets: readonly string[],
  correlation: SquareMatrix,
  { returnsOf, moveSteps }: { readonly returnsOf: ReturnsOf; readonly moveSteps: number },
): DescribedCluster[] {
  const nameOf = (item: number): string => assets[item] as string;
  const clusters = groups.map((group): DescribedCluster => {
    const items = group.toSorted((a, b) => compareCodePoints(nameOf(a), nameOf(b)));
    return {
      members: items.map(nameOf),
      medoid: nameOf(findMedoid(items, correlation)),
      cohesion: measureCohesion(items, correlation),
      stress: measureStress(items.values().map(returnsOf), moveSteps),
    };
  });
  return clusters.toSorted(
    (a, b) => b.members.length - a.members.length || compareCodePoints(a.members[0] as string, b.members[0] as string),
  );
}

const rho = ({ size, values }: SquareMatrix, a: number, b: number): number => values[a * size + b] as number;

function findMedoid(items: readonly number[], correlation: SquareMatrix): number {
  const [first] = items;
  if (first === undefined) throw new RangeError("a cluster needs a member");
  let medoid = first;
  let leastSum = Number.POSITIVE_INFINITY;
  for (const item of items) {
    let sum = 0;
    for (const other of items) if (other !== item) sum += distanceOf(rho(correlation, item, other));
    if (sum >= leastSum) continue;
    leastSum = sum;
    medoid = item;
  }
  return medoid;
}

function measureCohesion(items: readonly number[], correlation: SquareMatrix): number {
  let sum = 0;
  let pairs = 0;
  for (const [at, item] of items.entries()) {
    for (const other of items.slice(at + 1)) {
      sum += rho(correlation, item, other);
      pairs += 1;
    }
  }
  return pairs === 0 ? 1 : Math.min(1, Math.max(-1, sum / pairs));
}
