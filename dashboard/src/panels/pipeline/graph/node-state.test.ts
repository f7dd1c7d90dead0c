import { expect, test } from "vitest";
import type { Freshness } from "../../../../../contracts/freshness.ts";
import type { PipelineHealth } from "../../../../../contracts/live.ts";
import { stateOf } from "./node-state.ts";
import type { PipelineNode } from "./pipeline-graph.ts";

const node = (kind: PipelineNode["kind"], name: string): PipelineNode => ({ id: `${kind}:${name}`, kind, name });
const reading = (state: Freshness["state"], ageMs: number | null = 60_000): Freshness => ({
  ...{ kind: "stage", name: "ingest", newestAtMs: ageMs === null ? null : 0, ageMs, warnMs: 1, errorMs: 2, state },
});
const health = (
  outcome: "done" | "degraded" | "failed",
  journal: PipelineHealth["journal"] = { state: "direct", segments: 0 },
): PipelineHealth => ({
  ...{ feed: "live", nowMs: 0, deadLetters: [{ queue: "signals", count: 3 }], journal },
  stages: [
    {
      ...{ stage: "ingest", eventTimeMs: 0, finishedWallMs: 0, elapsedMs: 1, outcome, note: "" },
      ...{ cadenceMs: null, freshness: "fresh" },
    },
  ],
});

test.each<readonly [string, PipelineNode, PipelineHealth | null, readonly Freshness[], string, string]>([
  ["a schedule", node("cron", "*/2 * * * *"), null, [], "quiet", "every 2 m"],
  ["a queue", node("queue", "ticks"), health("done"), [], "quiet", "none set aside"],
  ["a queue with letters", node("queue", "signals"), health("done"), [], "warn", "3 set aside"],
  ["a store", node("store", "vaults"), health("done"), [], "quiet", "store"],
  ["Postgres", node("store", "Postgres"), health("done"), [], "good", "written directly"],
  [
    "Postgres down",
    node("store", "Postgres"),
    health("done", { state: "segments", segments: 7 }),
    [],
    "bad",
    "down, 7 wait",
  ],
  ["fresh", node("stage", "ingest"), health("done"), [reading("fresh")], "good", "fresh"],
  ["degraded", node("stage", "ingest"), health("degraded"), [reading("fresh")], "warn", "degraded"],
  ["late", node("stage", "ingest"), health("degraded"), [reading("late")], "warn", "late 1 m"],
  ["stale", node("stage", "ingest"), health("done"), [reading("stale")], "bad", "stale 1 m"],
  ["failed", node("stage", "ingest"), health("failed"), [reading("late")], "bad", "last run failed"],
  ["never", node("stage", "ingest"), null, [reading("never", null)], "quiet", "has not run yet"],
  ["no limit", node("stage", "watchdog"), health("done"), [], "quiet", "no limit is set"],
])("%s", (_, each, known, readings, tone, words) => {
  expect(stateOf(each, { health: known, readings })).toEqual({ tone, words });
});
