import { expect, test } from "vitest";
import type { CatalogueSignal } from "../conditions/signal-catalogue.ts";
import type { StageStatus } from "../contracts/live.ts";
import { PipelinesFile } from "../contracts/pipelines-file.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import { listFreshness, presentMs, type Seen } from "./list-freshness.ts";

const minuteMs = 60_000;
const nowMs = Date.UTC(2024, 7, 5, 6, 30);

const limits = { warn: "4m", error: "10m" };
const stage = { worker: "edge", module: "m", consumes: {}, emits: {} } as const;
const file = {
  stages: { ingest: { ...stage, freshness: limits }, watchdog: stage, enrich: { ...stage, freshness: limits } },
  sources: PipelinesFile.shape.sources.parse({
    kraken: { kind: "prices", module: "m", timeout: "5s", budget: 1, freshness: limits },
    absent: { kind: "prices", module: "m", timeout: "5s", budget: 1, freshness: limits },
  }),
};
const signal: CatalogueSignal = {
  unit: "USD",
  min: 0,
  max: undefined,
  stepMs: 2 * minuteMs,
  stalenessMs: 6 * minuteMs,
  description: "",
};

const status = (name: string, ageMinutes: number, outcome: StageStatus["outcome"] = "done"): StageStatus => ({
  stage: name,
  eventTimeMs: nowMs - ageMinutes * minuteMs,
  finishedWallMs: nowMs,
  elapsedMs: 1,
  outcome,
  note: "",
});
const run = (newestAtMs: number | null): SourceRun => ({
  source: "kraken",
  kind: "prices",
  atMs: nowMs,
  outcome: "answered",
  rows: 1,
  refusedRows: 0,
  calls: 1,
  latencyMs: 1,
  newestAtMs,
  note: "",
});
const seen = (more: Partial<Seen>): Seen => ({
  feed: "live",
  nowWallMs: nowMs,
  stages: [],
  sources: [],
  signals: [],
  askedSources: ["kraken"],
  ...more,
});
const states = (more: Partial<Seen>) =>
  Object.fromEntries(
    listFreshness(seen(more), file, (key) => (key.startsWith("price.") ? signal : undefined)).map(
      ({ kind, name, state }) => [`${kind} ${name}`, state],
    ),
  );

test.each<[string, Partial<Seen>, Record<string, string>]>([
  ["nothing was seen yet", {}, { "stage enrich": "never", "stage ingest": "never", "source kraken": "never" }],
  ["at the limit", { stages: [status("ingest", 4)] }, { "stage ingest": "fresh" }],
  ["beyond it", { stages: [status("ingest", 5)] }, { "stage ingest": "late" }],
  ["beyond the second", { stages: [status("ingest", 11)] }, { "stage ingest": "stale" }],
  ["a run that failed", { stages: [status("ingest", 0, "failed")] }, { "stage ingest": "late" }],
  ["failed for long", { stages: [status("ingest", 11, "failed")] }, { "stage ingest": "stale" }],
  ["a degraded run counts", { stages: [status("ingest", 0, "degraded")] }, { "stage ingest": "fresh" }],
  ["a new row", { sources: [run(nowMs - minuteMs)] }, { "source kraken": "fresh" }],
  ["an answer with old rows", { sources: [run(nowMs - 11 * minuteMs)] }, { "source kraken": "stale" }],
  ["a clock that is ahead", { sources: [run(nowMs + minuteMs)] }, { "source kraken": "fresh" }],
  ["a signal with one sample missed", { signals: [["price.X", nowMs - 5 * minuteMs]] }, { "signal price.X": "late" }],
  ["a signal that is no data", { signals: [["price.X", nowMs - 7 * minuteMs]] }, { "signal price.X": "stale" }],
  ["a signal that nobody declared", { signals: [["old.X", 0]] }, { "signal old.X": "fresh" }],
])("%s", (_, more, expected) => {
  expect(states(more)).toMatchObject(expected);
});

test("what states no limit, and sources without an address, are not listed", () => {
  expect(Object.keys(states({ stages: [status("watchdog", 1)] }))).toEqual([
    "stage enrich",
    "stage ingest",
    "source kraken",
  ]);
});

test("a reading in full", () => {
  expect(listFreshness(seen({ signals: [["price.X", nowMs - minuteMs]] }), file, () => signal).at(-1)).toEqual({
    kind: "signal",
    name: "price.X",
    newestAtMs: nowMs - minuteMs,
    ageMs: minuteMs,
    warnMs: 4 * minuteMs,
    errorMs: 6 * minuteMs,
    state: "fresh",
  });
});

test("a replay's present is the latest moment that any stage has reached, not the wall clock", () => {
  const stages = [status("ingest", 60), status("catch-up", 50)];
  expect(presentMs(seen({ feed: "recorded", stages, nowWallMs: nowMs + 9e9 }))).toBe(nowMs - 50 * minuteMs);
  expect(presentMs(seen({ feed: "recorded" }))).toBe(0);
});
