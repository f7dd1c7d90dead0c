import type { ClusterLineageReport, LineageFlow, LineageRun } from "../../../contracts/cluster-lineage.ts";

type KnownCluster = {
  readonly id: string;
  readonly members: readonly string[];
  readonly medoid: string;
  readonly cohesion: number;
  readonly stress: number | null;
};
export type KnownRun = { readonly asOfMs: number; readonly clusters: readonly KnownCluster[] };

/** Runs in time order, each with who came from where. */
export function listFlows(runs: readonly KnownRun[]): ClusterLineageReport["runs"] {
  return runs.map(({ asOfMs, clusters }, at): LineageRun => {
    const several = clusters.filter(({ members }) => members.length > 1);
    return {
      asOfMs,
      clusters: several
        .map(({ id, medoid, members, cohesion, stress }) => ({ id, medoid, members: members.length, cohesion, stress }))
        .toSorted((a, b) => b.members - a.members || compare(a.id, b.id)),
      alone: clusters.length - several.length,
      flows: at === 0 ? [] : flowsBetween(runs[at - 1]?.clusters ?? [], clusters),
    };
  });
}

/** The largest first. */
function flowsBetween(before: readonly KnownCluster[], after: readonly KnownCluster[]): LineageFlow[] {
  const home = new Map(before.flatMap(({ id, members }) => members.map((member) => [member, nameOf(id, members)])));
  const counts = new Map<string, LineageFlow>();
  for (const { id, members } of after) {
    const to = nameOf(id, members);
    for (const member of members) {
      const from = home.get(member);
      if (from === undefined) continue;
      const key = JSON.stringify([from, to]);
      counts.set(key, { from, to, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()].toSorted(
    (a, b) => b.count - a.count || compare(a.from ?? "", b.from ?? "") || compare(a.to ?? "", b.to ?? ""),
  );
}

/** Who stands alone has no cluster to speak of. */
const nameOf = (id: string, members: readonly string[]): string | null => (members.length > 1 ? id : null);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** At most `most` of the given, evenly spread, the first and the last among them. */
export function thin<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))] as T);
}
