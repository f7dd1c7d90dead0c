import { expect, test } from "vitest";
import { listFlows, thin } from "./list-flows.ts";

const run = (asOfMs: number, clusters: Readonly<Record<string, string>>) => ({
  asOfMs,
  clusters: Object.entries(clusters).map(([id, letters]) => ({
    ...{ id, members: [...letters], medoid: letters[0] ?? "", cohesion: 0.5, stress: null },
  })),
});
const flows = (...runs: ReturnType<typeof run>[]) =>
  listFlows(runs).map((each) =>
    each.flows.map(({ from, to, count }) => `${from ?? "alone"}>${to ?? "alone"} ${count}`),
  );

test.each([
  ["goes on", { a: "ABC" }, { a: "ABC" }, ["a>a 3"]],
  ["splits", { a: "ABCDE" }, { a: "ABC", b: "DE" }, ["a>a 3", "a>b 2"]],
  ["merge", { a: "ABC", b: "DE" }, { a: "ABCDE" }, ["a>a 3", "b>a 2"]],
  ["falls apart", { a: "ABC" }, { x: "A", y: "B", z: "C" }, ["a>alone 3"]],
  ["comes together", { x: "A", y: "B" }, { a: "AB" }, ["alone>a 2"]],
  ["a new series is in no flow, nor is one that is gone", { a: "ABC" }, { a: "ABD" }, ["a>a 2"]],
])("%s", (_, before, after, expected) => {
  expect(flows(run(1, before), run(2, after))).toEqual([[], expected]);
});

test("clusters stand the largest first; those of one are counted", () => {
  expect(listFlows([run(1, { b: "CDE", a: "AB", x: "F", y: "G" })])[0]).toMatchObject({
    clusters: [
      { id: "b", members: 3, medoid: "C" },
      { id: "a", members: 2 },
    ],
    alone: 2,
  });
});

test.each([
  [3, 5, [0, 1, 2]],
  [10, 4, [0, 3, 6, 9]],
  [1_000, 2, [0, 999]],
])("of %i at most %i", (count, most, expected) => {
  expect(
    thin(
      Array.from({ length: count }, (_, index) => index),
      most,
    ),
  ).toEqual(expected);
});
