import type { ClusterLineage } from "../../../contracts/cluster.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { deriveClusterId } from "./derive-cluster-id.ts";

export type EarlierCluster = { readonly id: string; readonly members: readonly string[] };
export type TracedCluster = { readonly id: string; readonly lineage: ClusterLineage };
export type DiedCluster = { readonly id: string; readonly into: string | null };

/** An id goes on where shared members are at least a third of all members of both (Jaccard's index). */
const shareMin = { numerator: 1, denominator: 3 };

/** An earlier cluster (`from`) and a present one (`to`) that share members. */
type Overlap = {
  readonly from: EarlierCluster;
  readonly to: readonly string[];
  readonly shared: number;
  readonly union: number;
};

/**
 * Ids and lineage of the present clusters, in their order, against the run before. Each earlier id goes on in at most one
 * cluster, and each cluster carries at most one: the pair with the greatest Jaccard index first, of equals the one with more
 * shared members, then by code point. What carries none gets an id of its members. `merged`: at least one more earlier cluster
 * ends here with more than half of its members. `split`: most of its earlier members come from a cluster that goes on
 * elsewhere. Each earlier id is carried or dead; the order of clusters and members does not matter.
 */
export function traceLineage(
  groups: readonly (readonly string[])[],
  earlier: readonly EarlierCluster[],
): { readonly clusters: readonly TracedCluster[]; readonly died: readonly DiedCluster[] } {
  const overlaps = findOverlaps(groups, earlier);
  const carried = carryIds(overlaps);
  const carriedIds = new Set([...carried.values()].map(({ id }) => id));
  const idOf = nameClusters(groups, earlier, carried);
  // Overlaps by size: the first one of an earlier cluster is where most of its members are.
  const bySize = overlaps.toSorted(
    (a, b) => b.shared - a.shared || a.union - b.union || compareCodePoints(a.from.id, b.from.id) || compareFirst(a, b),
  );
  const ends = new Map<EarlierCluster, Overlap>();
  for (const overlap of bySize) {
    if (!carriedIds.has(overlap.from.id) && !ends.has(overlap.from)) ends.set(overlap.from, overlap);
  }
  const clusters = groups.map((group): TracedCluster => {
    const sources = bySize.filter(({ to }) => to === group);
    const ended = sources.filter(
      (overlap) => ends.get(overlap.from) === overlap && 2 * overlap.shared > overlap.from.members.length,
    );
    const own = carried.get(group);
    const state = stateOf(own !== undefined, ended.length, carriedIds.has(sources[0]?.from.id ?? ""));
    return { id: idOf.get(group) as string, lineage: { state, from: sources.map(({ from }) => from.id) } };
  });
  const died = earlier
    .filter(({ id }) => !carriedIds.has(id))
    .map((cluster): DiedCluster => {
      const end = ends.get(cluster);
      return { id: cluster.id, into: end === undefined ? null : (idOf.get(end.to) as string) };
    });
  return { clusters, died: died.toSorted((a, b) => compareCodePoints(a.id, b.id)) };
}

function stateOf(carries: boolean, ended: number, isFromLiving: boolean): ClusterLineage["state"] {
  if (carries) return ended === 0 ? "kept" : "merged";
  if (isFromLiving) return "split";
  return ended >= 2 ? "merged" : "born";
}

function findOverlaps(groups: readonly (readonly string[])[], earlier: readonly EarlierCluster[]): Overlap[] {
  const groupOf = new Map(groups.flatMap((group) => group.map((member) => [member, group] as const)));
  return earlier.flatMap((from) => {
    const shared = new Map<readonly string[], number>();
    for (const member of from.members) {
      const group = groupOf.get(member);
      if (group !== undefined) shared.set(group, (shared.get(group) ?? 0) + 1);
    }
    return [...shared].map(([to, count]) => ({
      from,
      to,
      shared: count,
      union: from.members.length + to.length - count,
    }));
  });
}

/** Which earlier cluster goes on in a present one. */
function carryIds(overlaps: readonly Overlap[]): Map<readonly string[], EarlierCluster> {
  const candidates = overlaps
    .filter(({ shared, union }) => shared * shareMin.denominator >= union * shareMin.numerator)
    .toSorted(
      (a, b) =>
        b.shared * a.union - a.shared * b.union ||
        b.shared - a.shared ||
        compareCodePoints(a.from.id, b.from.id) ||
        compareFirst(a, b),
    );
  const carried = new Map<readonly string[], EarlierCluster>();
  const gone = new Set<EarlierCluster>();
  for (const { from, to } of candidates) {
    if (carried.has(to) || gone.has(from)) continue;
    carried.set(to, from);
    gone.add(from);
  }
  return carried;
}

/** The carried id, or one of the members; with a number behind it where another cluster, present or earlier, has that one. */
function nameClusters(
  groups: readonly (readonly string[])[],
  earlier: readonly EarlierCluster[],
  carried: ReadonlyMap<readonly string[], EarlierCluster>,
): Map<readonly string[], string> {
  const ids = new Map([...carried].map(([group, { id }]) => [group, id]));
  const taken = new Set(earlier.map(({ id }) => id));
  for (const group of groups.toSorted((a, b) => compareCodePoints(firstOf(a), firstOf(b)))) {
    if (ids.has(group)) continue;
    const own = deriveClusterId(group);
    let id = own;
    for (let number = 2; taken.has(id); number += 1) id = `${own}-${number}`;
    taken.add(id);
    ids.set(group, id);
  }
  return ids;
}

const firstOf = (group: readonly string[]): string =>
  group.reduce((first, member) => (compareCodePoints(member, first) < 0 ? member : first));

const compareFirst = (a: Overlap, b: Overlap): number => compareCodePoints(firstOf(a.to), firstOf(b.to));
