import type { Cluster, ClusterRun, MarketRegime } from "../../../../../contracts/cluster.ts";
import { formatShare } from "../../../format/format-number.ts";
import { seriesName } from "../../../format/series-words.ts";
import { type Change, firstAndRest } from "./change.ts";

const stressFrom = 0.95;
const shown = 2;

const regimes: Readonly<Record<Exclude<MarketRegime, "calm">, Pick<Change, "text" | "weight" | "tone">>> = {
  panic: { text: "The market makes large moves, and makes them together: panic.", weight: 82, tone: "bad" },
  active: { text: "The market makes large moves, each asset its own.", weight: 50, tone: "warn" },
  coupled: { text: "The market makes small moves, but together.", weight: 42, tone: "quiet" },
};

/** The market's regime, clusters under stress, and clusters that became one or fell apart. A run that has expired says nothing of now. */
export function clusterChanges(run: ClusterRun, nowMs: number): readonly Change[] {
  if (nowMs > run.validUntilMs) return [];
  const ageMs = Math.max(0, nowMs - run.asOfMs);
  const regime = run.regime?.regime ?? "calm";
  const stressed = run.clusters
    .filter(({ members, stress }) => members.length > 1 && (stress ?? 0) >= stressFrom)
    .toSorted((a, b) => (b.stress ?? 0) - (a.stress ?? 0) || b.members.length - a.members.length);
  const { first, rest } = firstAndRest(stressed, shown);
  const moved = run.clusters.filter(
    ({ members, lineage: { state } }) => members.length > 1 && (state === "merged" || state === "split"),
  );
  return [
    ...(regime === "calm"
      ? []
      : [{ ...regimes[regime], id: "regime", kind: "cluster", ageMs, to: { panel: "clusters" } } as const]),
    ...first.map((cluster): Change => tellStress(cluster, ageMs)),
    ...(rest.length === 0
      ? []
      : [
          {
            ...({ id: "stress rest", kind: "cluster", tone: "warn", weight: 54, ageMs } as const),
            text: `${rest.length} more clusters are under stress.`,
            to: { panel: "clusters" },
          },
        ]),
    ...moved.slice(0, shown).map((cluster): Change => tellLineage(cluster, ageMs)),
  ];
}

const tellStress = ({ id, medoid, members, stress }: Cluster, ageMs: number): Change => ({
  ...{ id: `stress ${id}`, kind: "cluster", tone: "warn", weight: 56 + 10 * (stress ?? 0), ageMs },
  text: `The ${members.length} assets around ${seriesName(medoid)} are under stress: they move farther than in ${formatShare(stress ?? 0)} of the time.`,
  to: { panel: "clusters", params: { cluster: id } },
});

const tellLineage = ({ id, medoid, members, lineage }: Cluster, ageMs: number): Change => ({
  ...{ id: `lineage ${id}`, kind: "cluster", tone: "quiet", weight: 40, ageMs },
  text:
    lineage.state === "merged"
      ? `Clusters became one: ${members.length} assets around ${seriesName(medoid)} now move together.`
      : `A cluster fell apart: ${members.length} assets around ${seriesName(medoid)} go their own way.`,
  to: { panel: "clusters", params: { cluster: id } },
});
