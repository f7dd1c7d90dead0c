import type { Cluster } from "../../contracts/cluster.ts";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import { type CorrelationMatrix, distanceOf } from "./correlate.ts";

/** FNV-1a, 64 bit: a short name for a list of members, not a protection against forgery. */
function hash64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

/** A pure function of the members: the same members have the same id in every run, whatever their medoid is then. */
export function deriveClusterId(members: readonly string[]): string {
  return `cluster-${hash64(JSON.stringify(members.toSorted(compareCodePoints)))}`;
}

/**
 * Each group with its id, its sorted members, its medoid (least sum of distances to the other members; ties: first by
 * code point) and its cohesion (mean pairwise correlation; 1 for a group of one). Largest first, then by first member.
 * `assets` are in the order of the matrix.
 */
export function describeClusters(
  groups: readonly (readonly number[])[],
  assets: readonly string[],
  correlation: CorrelationMatrix,
): Cluster[] {
  const nameOf = (item: number): string => assets[item] as string;
  const rho = (a: number, b: number): number => (correlation[a] as readonly number[])[b] as number;
  const clusters = groups.map((group): Cluster => {
    const items = group.toSorted((a, b) => compareCodePoints(nameOf(a), nameOf(b)));
    const [first] = items;
    if (first === undefined) throw new RangeError("a cluster needs a member");
    let medoid = first;
    let leastSum = Number.POSITIVE_INFINITY;
    let pairSum = 0;
    for (const item of items) {
      const sum = items.reduce((total, other) => total + (other === item ? 0 : distanceOf(rho(item, other))), 0);
      if (sum < leastSum) {
        leastSum = sum;
        medoid = item;
      }
      for (const other of items) if (other !== item) pairSum += rho(item, other);
    }
    const pairs = items.length * (items.length - 1);
    const members = items.map(nameOf);
    const cohesion = pairs === 0 ? 1 : Math.min(1, Math.max(-1, pairSum / pairs));
    return { id: deriveClusterId(members), members, medoid: nameOf(medoid), cohesion };
  });
  return clusters.sort(
    (a, b) => b.members.length - a.members.length || compareCodePoints(a.members[0] as string, b.members[0] as string),
  );
}
