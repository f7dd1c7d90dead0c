import { expect, test } from "vitest";
import { deriveClusterId } from "./derive-cluster-id.ts";
import { describeClusters } from "./describe-clusters.ts";
import { measureStress } from "./measure-stress.ts";

const assets = ["A", "B", "C", "D"];
const values = Float64Array.of(1, 0.9, 0.6, 0.1, 0.9, 1, 0.8, 0.2, 0.6, 0.8, 1, -0.3, 0.1, 0.2, -0.3, 1);
const correlation = { size: 4, values };
const newest = { returnsOf: () => Float64Array.of(1, 2, 3), moveSteps: 1 };

test("members, medoid and cohesion; largest first", () => {
  expect(describeClusters([[3], [2, 0, 1]], assets, correlation, newest)).toEqual([
    { members: ["A", "B", "C"], medoid: "B", cohesion: expect.closeTo(2.3 / 3, 12), stress: null },
    { members: ["D"], medoid: "D", cohesion: 1, stress: null },
  ]);
});

test("of equally central members the first by code point is the medoid", () => {
  expect(describeClusters([[1, 0]], assets, correlation, newest)[0]?.medoid).toBe("A");
});

test("the stress of a cluster is that of its own members", () => {
  const calm = Float64Array.from({ length: 41 }, (_, step) => (step % 2 === 0 ? 1 : -1) * (step === 40 ? 0.5 : 1));
  const wild = calm.map((value, step) => (step === 40 ? 9 : value));
  const returnsOf = (item: number) => (item < 2 ? calm : wild);
  const stresses = describeClusters([[0, 1], [2], [3]], assets, correlation, { returnsOf, moveSteps: 1 });
  expect(stresses.map(({ stress }) => stress)).toEqual([0, 1, 1]);
});

test("an id of birth hangs on the members alone and is pinned", () => {
  expect(deriveClusterId(["B", "A"])).toBe(deriveClusterId(["A", "B"]));
  expect(deriveClusterId(["AB"])).not.toBe(deriveClusterId(["A", "B"]));
  expect(deriveClusterId(["BTC-USD", "ETH-USD"])).toMatchInlineSnapshot(`"cluster-053d56facfa74ad1"`);
});

const nan = Number.NaN;
/** 1, 2, …, of alternating sign. */
const growing = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => (at + 1) * (at % 2 === 0 ? 1 : -1));

test.each<[string, number[][], number, number | null]>([
  ["twenty earlier moves, all smaller", [growing(21)], 1, 1],
  ["nineteen say nothing", [growing(20)], 1, null],
  ["none is smaller", [[...growing(20), 0.5]], 1, 0],
  ["three of four are; equal ones are not smaller", [[...growing(20), -16]], 1, 15 / 20],
  [
    "the mean of two members moves less than each",
    [
      [...growing(20), 16],
      [...growing(20), -16],
    ],
    1,
    0,
  ],
  [
    "a member that is missing does not count",
    [
      [...growing(20), 16],
      [...growing(20), nan],
    ],
    1,
    15 / 20,
  ],
  ["a step without any return is no move", [[nan, ...growing(20), nan, 16]], 1, 15 / 20],
  ["nothing known now", [[...growing(30), nan]], 1, null],
  ["moves of two steps: 1, 1, … and then 40", [[...growing(21), 19]], 2, 1],
  ["of two steps, one known", [[...growing(21), nan]], 2, 1],
  ["a move longer than the window", [growing(30)], 31, null],
  ["an empty window", [[]], 1, null],
  ["no member", [], 1, null],
])("stress: %s", (_, members, moveSteps, stress) => {
  expect(
    measureStress(
      members.map((row) => Float64Array.from(row)),
      moveSteps,
    ),
  ).toBe(stress);
});
