import { expect, test } from "vitest";
import type { ExplainedEdge, ExplainedRun } from "./answers.ts";
import { describeEdges, formatQ, formatWeight, sortEdges } from "./edge-words.ts";

const edge = (from: string, to: string, weight: number, lagMs: number, q: number | null): ExplainedEdge => ({
  ...{ from, to, weight, low: weight - 0.1, high: weight + 0.1, lagMs, support: q === null ? 0 : 500, q },
  ...{ origin: q === null ? "prior" : "learned", lastSeenMs: null, explanation: `${to} follows ${from}` },
});
const run = (edges: ExplainedEdge[], found = edges.length): ExplainedRun => ({
  ...{ asOfMs: 1, validUntilMs: 2, barMs: 120_000, windowMs: 604_800_000, lagsMax: 6, fdr: 0.05 },
  ...{ assets: ["A-USD", "B-USD", "C-USD"], edges, found, refused: [] },
});
const ab = edge("A-USD", "B-USD", 0.5, 240_000, 0.001);
const ac = edge("A-USD", "C-USD", -0.7, 120_000, 0.01);
const bc = edge("B-USD", "C-USD", 0.3, 360_000, null);

test.each<[string, ExplainedRun, string]>([
  ["none", run([]), "0 edges found among 3 assets."],
  ["one", run([ab]), "1 edge found among 3 assets. The surest: B follows A the same way, 4 m later."],
  [
    "a declared one, and more than are kept",
    run([ac, bc], 9),
    "1 edge found among 3 assets, 1 declared beforehand and the surest 2 of 9 are kept. The surest: C follows A the other way, 2 m later.",
  ],
])("%s", (_, given, words) => {
  expect(describeEdges(given)).toBe(words);
});

test.each([
  ["q", [ab, ac, bc]],
  ["weight", [ac, ab, bc]],
  ["lag", [ac, ab, bc]],
] as const)("by %s", (order, expected) => {
  expect(sortEdges([bc, ac, ab], order)).toEqual(expected);
});

test.each([
  [null, "–"],
  [0, "0"],
  [3.04e-10, "3e−10"],
  [0.0123, "0.012"],
])("q of %s is %s", (q, words) => {
  expect(formatQ(q)).toBe(words);
});

test("weights have their sign, and zero has none", () => {
  expect([formatWeight(0.567), formatWeight(-0.463), formatWeight(-0.001)]).toEqual(["0.57", "−0.46", "0.00"]);
});
