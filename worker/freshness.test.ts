import { expect, test } from "vitest";
import type { StageStatus } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { describeFreshness } from "./freshness.ts";

const minuteMs = 60_000;
const status = (stage: string): StageStatus => ({
  stage,
  eventTimeMs: 0,
  finishedWallMs: 0,
  elapsedMs: 1,
  outcome: "done",
  note: "",
});

test.each<[string, number, string, number | null]>([
  ["ingest", 4 * minuteMs, "fresh", 2 * minuteMs],
  ["ingest", 4 * minuteMs + 1, "late", 2 * minuteMs],
  ["ingest", 10 * minuteMs + 1, "stale", 2 * minuteMs],
  ["enrich", 40 * minuteMs, "fresh", 30 * minuteMs],
  ["analytics", 7 * 60 * minuteMs + 1, "late", 360 * minuteMs],
  ["evaluate", 11 * minuteMs, "stale", null],
  ["catch-up", 999 * minuteMs, "fresh", minuteMs],
  ["gone-from-the-file", 999 * minuteMs, "fresh", null],
])("%s, %d ms after its last run, is %s", (stage, nowMs, freshness, cadenceMs) => {
  expect(describeFreshness(status(stage), nowMs, pipelines)).toEqual({ ...status(stage), freshness, cadenceMs });
});
