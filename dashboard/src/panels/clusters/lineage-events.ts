import type { ClusterLineageReport, LineageRun } from "../../../../contracts/cluster-lineage.ts";
import { seriesName } from "../../format/series-words.ts";
import { shortId } from "./cluster-words.ts";

/**
 * What became of clusters from one told run to the next. `born`: none of the earlier clusters gave it most of its members; `split`: a
 * cluster that goes on did; `formed`: one that ended did; `merged`: it took in one that ended; `ended`: it goes on nowhere, and most of
 * its members are in `other`, null: in none.
 */
export type LineageEvent = {
  readonly kind: "born" | "split" | "formed" | "merged" | "ended";
  readonly id: string;
  readonly other: string | null;
};

export function listEvents(before: LineageRun | undefined, run: LineageRun): readonly LineageEvent[] {
  if (before === undefined) return [];
  const earlier = new Set(before.clusters.map(({ id }) => id));
  const present = new Set(run.clusters.map(({ id }) => id));
  // Flows stand the largest first.
  const events: LineageEvent[] = [];
  for (const { id } of run.clusters) {
    if (earlier.has(id)) continue;
    const source = run.flows.find(({ to }) => to === id)?.from ?? null;
    if (source === null) events.push({ kind: "born", id, other: null });
    else events.push({ kind: present.has(source) ? "split" : "formed", id, other: source });
  }
  for (const { id } of before.clusters) {
    if (present.has(id)) continue;
    const into = run.flows.find(({ from }) => from === id)?.to ?? null;
    // That one formed out of it says both.
    if (
      into !== null &&
      events.some(({ kind, id: formed, other }) => kind === "formed" && formed === into && other === id)
    )
      continue;
    if (into !== null && earlier.has(into)) events.push({ kind: "merged", id: into, other: id });
    else events.push({ kind: "ended", id, other: into });
  }
  return events;
}

/** Names for the clusters of all told runs: the medoid by which it was last known, and the end of its id. */
export function nameLineages({ runs }: Pick<ClusterLineageReport, "runs">): (id: string) => string {
  const names = new Map(
    runs.flatMap(({ clusters }) => clusters.map(({ id, medoid }) => [id, `${seriesName(medoid)} ${shortId(id)}`])),
  );
  return (id) => names.get(id) ?? shortId(id);
}

export function eventWords({ kind, id, other }: LineageEvent, nameOf: (id: string) => string): string {
  const name = nameOf(id);
  switch (kind) {
    case "born":
      return `${name} is new`;
    case "split":
      return `${name} split off from ${nameOf(other ?? "")}`;
    case "formed":
      return `${name} formed out of ${nameOf(other ?? "")}`;
    case "merged":
      return `${name} took in ${nameOf(other ?? "")}`;
    case "ended":
      return other === null ? `${name} fell apart` : `${name} went into ${nameOf(other)}`;
  }
}

/** The whole stretch in a sentence. */
export function describeLineage({ runs }: Pick<ClusterLineageReport, "runs">): string {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return "No run is kept yet.";
  if (runs.length === 1) return `One run is kept: ${countWords(last)}.`;
  const events = runs.flatMap((run, at) => listEvents(runs[at - 1], run));
  const through = last.clusters.filter(({ id }) =>
    runs.every(({ clusters }) => clusters.some((each) => each.id === id)),
  ).length;
  const counted = (kinds: readonly LineageEvent["kind"][], words: string): string => {
    const count = events.filter(({ kind }) => kinds.includes(kind)).length;
    return count === 0 ? "" : `, ${count} ${words}`;
  };
  return `${runs.length} runs: ${countWords(first)} at first, ${countWords(last)} at last. ${through === 1 ? "1 cluster goes" : `${through} clusters go`} through all of them${counted(["born", "formed"], "came up")}${counted(["split"], "split off")}${counted(["merged"], "taken in")}${counted(["ended"], "ended")}.`;
}

const countWords = ({ clusters, alone }: LineageRun): string =>
  `${clusters.length === 1 ? "1 cluster" : `${clusters.length} clusters`} and ${alone} alone`;
