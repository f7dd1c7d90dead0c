import type { Cluster, ClusterRun, RegimeReading } from "../../../../contracts/cluster.ts";
import { joinWords } from "../../format/join-words.ts";
import { seriesName } from "../../format/series-words.ts";

/** From where on movements are coupled, and large: as the regime is told apart. */
export const coupledFrom = 0.5;
export const largeFrom = 1.5;

export const regimeWords: Readonly<Record<RegimeReading["regime"], string>> = {
  calm: "Small moves, each its own.",
  active: "Large moves, each its own.",
  coupled: "Small moves, together.",
  panic: "Large moves, together, in either direction.",
};

/** A cluster as people call it: its number in the run's list, and the member that stands for it. */
export function clusterTitle({ members, medoid }: Pick<Cluster, "members" | "medoid">): string {
  return members.length === 1 ? `${seriesName(medoid)}, on its own` : `${members.length} around ${seriesName(medoid)}`;
}

/** How unusual the newest hour's move is. */
export function stressWords(stress: number | null): string {
  if (stress === null) return "not enough moves to compare with";
  return `the newest hour's move is larger than ${percent(stress)} of the window's`;
}

/** What became of an earlier cluster in this one. `nameOf`: an earlier cluster's name where one is known. */
export function lineageWords({ id, lineage }: Pick<Cluster, "id" | "lineage">, nameOf: (id: string) => string): string {
  const others = lineage.from.filter((from) => from !== id).map(nameOf);
  const list = joinWords(others);
  switch (lineage.state) {
    case "born":
      return others.length === 0 ? "new in this run" : `new in this run, with members of ${list}`;
    case "kept":
      return others.length === 0 ? "goes on from the run before" : `goes on, with members of ${list}`;
    case "merged":
      return others.length === 0 ? "took in another cluster" : `took in ${list}`;
    case "split":
      return others.length === 0 ? "split off in this run" : `split off from ${list}`;
  }
}

/** Where an ended cluster's members are. */
export function deathWords({ into }: ClusterRun["died"][number], nameOf: (id: string) => string): string {
  return into === null ? "its members are in no cluster now" : `most of its members are in ${nameOf(into)}`;
}

/** The end of a cluster's id, by which people tell two of them apart. */
export const shortId = (id: string): string => `#${id.replace(/^cluster-/, "").slice(0, 6)}`;

/** Names for the clusters of a run: `1 · ETH`; an id of an earlier run is shortened. */
export function nameClusters(clusters: readonly Cluster[]): (id: string) => string {
  const names = new Map(clusters.map(({ id, medoid }, number) => [id, `${number + 1} · ${seriesName(medoid)}`]));
  return (id) => names.get(id) ?? shortId(id);
}

/** A share never reads as certain where it is not: 0.998 is `>99 %`. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 100 && share < 1) return ">99 %";
  return whole === 0 && share > 0 ? "<1 %" : `${whole} %`;
}
