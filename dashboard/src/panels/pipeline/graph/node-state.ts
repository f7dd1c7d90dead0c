import type { Freshness } from "../../../../../contracts/freshness.ts";
import type { PipelineHealth } from "../../../../../contracts/live.ts";
import { formatAge } from "../../../format/format-time.ts";
import { cronWords } from "./cron-words.ts";
import type { PipelineNode } from "./pipeline-graph.ts";

/** What a node says of itself: a tone that adds to the words. */
export type NodeState = { readonly tone: "good" | "warn" | "bad" | "quiet"; readonly words: string };

export type Known = {
  readonly health: PipelineHealth | null;
  readonly readings: readonly Freshness[];
};

/** How one part of the pipeline is, as far as it is known. */
export function stateOf({ kind, name }: PipelineNode, { health, readings }: Known): NodeState {
  if (kind === "cron") return { tone: "quiet", words: cronWords(name) };
  if (kind === "queue") {
    const count = health?.deadLetters.find(({ queue }) => queue === name)?.count ?? 0;
    return count === 0 ? { tone: "quiet", words: "none set aside" } : { tone: "warn", words: `${count} set aside` };
  }
  if (kind === "store") {
    if (name !== "Postgres" || health === null) return { tone: "quiet", words: "store" };
    const { state, segments } = health.journal;
    if (state === "direct") return { tone: "good", words: "written directly" };
    return { tone: "bad", words: `down, ${segments} wait` };
  }
  return stageState(name, health, readings);
}

function stageState(name: string, health: PipelineHealth | null, readings: readonly Freshness[]): NodeState {
  const stage = health?.stages.find((each) => each.stage === name);
  const reading = readings.find((each) => each.kind === "stage" && each.name === name);
  const age = reading?.ageMs == null ? "" : ` ${formatAge(reading.ageMs)}`;
  if (stage?.outcome === "failed") return { tone: "bad", words: "last run failed" };
  if (reading?.state === "stale") return { tone: "bad", words: `stale${age}` };
  if (reading?.state === "late") return { tone: "warn", words: `late${age}` };
  if (stage?.outcome === "degraded") return { tone: "warn", words: "degraded" };
  if (reading?.state === "fresh") return { tone: "good", words: "fresh" };
  if (reading?.state === "never") return { tone: "quiet", words: "has not run yet" };
  return { tone: "quiet", words: stage === undefined ? "no limit is set" : "has run" };
}
