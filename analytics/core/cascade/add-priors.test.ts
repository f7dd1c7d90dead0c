import { expect, test } from "vitest";
import type { CascadeEdge } from "../../../contracts/cascade.ts";
import { addPriors } from "./add-priors.ts";

const learned = (from: string, to: string, lastSeenMs: number): CascadeEdge => ({
  ...{ from, to, weight: 0.5, low: 0.4, high: 0.6, lagMs: 10, support: 900 },
  ...{ q: 0.01, origin: "learned", lastSeenMs },
});
const prior = (from: string, to: string, weight = 0.3) => ({ from, to, weight, lagMs: 20 });
const assets = ["A", "B", "C"];
const told = (edges: readonly CascadeEdge[]) =>
  edges.map(({ from, to, origin, weight, lastSeenMs }) => `${from}${to} ${origin} ${weight} ${lastSeenMs}`);

test.each<readonly [title: string, edges: readonly CascadeEdge[], expected: readonly string[]]>([
  [
    "a declared edge stands where nothing is learned",
    addPriors([], [prior("A", "B")], assets, []),
    ["AB prior 0.3 null"],
  ],
  [
    "what is learned stands in its place",
    addPriors([learned("A", "B", 2)], [prior("A", "B"), prior("B", "A")], assets, []),
    ["AB learned 0.5 2", "BA prior 0.3 null"],
  ],
  [
    "it remembers when it was last found",
    addPriors([], [prior("A", "B")], assets, addPriors([learned("A", "B", 2)], [prior("A", "B")], assets, [])),
    ["AB prior 0.3 2"],
  ],
  ["a learned edge that is not found again is gone", addPriors([], [], assets, [learned("A", "B", 2)]), []],
  ["of assets that the run has", addPriors([], [prior("A", "Z"), prior("A", "A")], assets, []), []],
  [
    "ordered by name; of two for one pair the last",
    addPriors([], [prior("B", "A"), prior("A", "C"), prior("B", "A", 0.9)], assets, []),
    ["AC prior 0.3 null", "BA prior 0.9 null"],
  ],
])("%s", (_, edges, expected) => {
  expect(told(edges)).toEqual(expected);
});

test("a declared edge rests on nothing, and says so", () => {
  expect(addPriors([], [prior("A", "B")], assets, [])[0]).toEqual({
    ...{ from: "A", to: "B", weight: 0.3, low: 0.3, high: 0.3, lagMs: 20, support: 0, q: null, origin: "prior" },
    lastSeenMs: null,
  });
});
