import { expect, test } from "vitest";
import { AnomalyReading, MarketReading } from "../../../../contracts/world.ts";
import {
  describeLearning,
  describeSources,
  formatProbability,
  formatQ,
  judgedAnomalies,
  relationStrength,
  sortMarkets,
} from "./world-words.ts";

const anomaly = (category: string, distance: number, learning = false) =>
  AnomalyReading.parse({
    category,
    hourMs: 0,
    count: 3,
    median: 1,
    scale: 1,
    up: Math.max(0, distance),
    down: Math.max(0, -distance),
    weeks: learning ? 1 : 5,
    learning,
  });

const market = (id: string, volumeUsd: number | null, state: "open" | "closed" = "open") =>
  MarketReading.parse({
    id,
    question: `Will ${id} happen?`,
    source: "polymarket",
    probability: 0.25,
    logit: -1.1,
    shift: null,
    volumeUsd,
    liquidityUsd: null,
    state,
    endsAtMs: null,
    sampleAtMs: 0,
  });

test("the most unusual first, up or down; what is learning is not judged", () => {
  const all = [anomaly("cyber", 1.5), anomaly("economy", -4), anomaly("market", 9, true), anomaly("conflict", 1.5)];
  expect(judgedAnomalies(all).map(({ category }) => category)).toEqual(["economy", "conflict", "cyber"]);
});

test.each([
  [[], null],
  [[anomaly("cyber", 1)], null],
  [[anomaly("cyber", 0, true)], "All categories are still learning what is usual, and not judged."],
  [[anomaly("cyber", 0, true), anomaly("trade", 0)], "1 category is still learning what is usual, and not judged."],
  [
    [anomaly("cyber", 0, true), anomaly("trade", 0), anomaly("health", 0, true)],
    "2 categories are still learning what is usual, and not judged.",
  ],
])("learning %#", (anomalies, words) => {
  expect(describeLearning(anomalies)).toBe(words);
});

test("open before closed, the most traded first, unknown volume last", () => {
  const all = [market("b", null), market("c", 9, "closed"), market("a", null), market("d", 5), market("e", 50)];
  expect(sortMarkets(all).map(({ id }) => id)).toEqual(["e", "d", "a", "b", "c"]);
});

test.each([
  [[], "No source was asked."],
  [["answered"], "The one source answered."],
  [["answered", "answered"], "All 2 sources answered."],
  [["answered", "partial", "failed", "skipped"], "1 of 4 sources answered in full."],
] as const)("%j: %s", (outcomes, words) => {
  const run = { source: "a", kind: "events", atMs: 0, rows: 0, refusedRows: 0, calls: 1, latencyMs: 1 } as const;
  expect(describeSources(outcomes.map((outcome) => ({ ...run, outcome, newestAtMs: null, note: "" })))).toBe(words);
});

test.each([
  [0, "0.0 %"],
  [0.0004, "<0.1 %"],
  [0.034, "3.4 %"],
  [0.9996, ">99.9 %"],
  [1, "100.0 %"],
])("%s: %s", (probability, text) => {
  expect(formatProbability(probability)).toBe(text);
});

test.each([
  [0.0002, "<0.001"],
  [0.04, "0.040"],
])("q %d: %s", (q, text) => {
  expect(formatQ(q)).toBe(text);
});

test.each([
  [0.7, 0.5, 0.9, 0.001, "strongly together"],
  [-0.4, -0.6, -0.1, 0.05, "clearly against each other"],
  [0.2, 0.05, 0.35, 0.02, "weakly together"],
  [0.5, -0.1, 0.9, 0.01, "not sure: it may be chance"],
  [0.5, 0.1, 0.9, 0.4, "not sure: it may be chance"],
])("correlation %d in %d to %d with q %d: %s", (correlation, low, high, q, words) => {
  expect(relationStrength({ correlation, low, high, q })).toBe(words);
});
