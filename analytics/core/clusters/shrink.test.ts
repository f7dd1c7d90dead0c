import { expect, test } from "vitest";
import { correlate } from "./correlate.ts";
import { chooseShrinkage, shrink } from "./shrink.ts";
import { rowsOf } from "./square-matrix.ts";

const nan = Number.NaN;
const series = [
  [2.3, -1.9, -0, -1.6, -0.4, -0.3, -0.6, 0.5, -0.7, 4.4, 0, -1.3],
  [3.7, -1.8, 1.2, 0.6, -0.1, -0.9, -2.8, -1, 0.5, 1.9, -0.4, -0.7],
  [3, -1.8, 0.4, -1.2, -2.5, 0, -2.8, -0.4, -2.6, 2.6, -1.1, 0.7],
  [0.9, -0.4, -0.2, 0.8, 0.6, 1.7, -2.1, 0.9, -0.5, 0.1, 0.8, 1.1],
];
const moved = series.map((row) => row.map((value) => 5 - 1e-3 * value));
/** A step at which one series has no return counts for none. */
const withGap = series.map((row, item) => [...row.slice(0, 6), item === 2 ? nan : 99 * item, ...row.slice(6)]);
const alternating = [1, -1, 1, -1, 1, -1, 1, -1];

function shrinkageOf(rows: readonly (readonly number[])[]): number {
  const returns = rows.map((row) => Float64Array.from(row));
  return chooseShrinkage(correlate(returns), (item) => returns[item] as Float64Array);
}

// The numbers were written with numpy 2.4, by the definition (the squared distance of each step's outer product from R).
test.each<[string, number[][], number]>([
  ["twelve steps", series, 0.5718610556903548],
  ["whatever the scale", moved, 0.5718610556903548],
  ["over common steps alone", withGap, 0.5718610556903548],
  ["a series that is constant has no part", [...series, Array.from({ length: 12 }, () => 7)], 0.5718610556903548],
  ["three steps", series.map((row) => row.slice(0, 3)), 0.23834711696802618],
  ["two equal series: no noise", [alternating, alternating], 0],
  ["uncorrelated by construction: nothing to shrink", [alternating, [1, 1, -1, -1, 1, 1, -1, -1]], 0],
  ["one series", [alternating], 0],
  ["none", [], 0],
  [
    "one common step",
    [
      [1, nan, 2],
      [nan, 3, 4],
    ],
    1,
  ],
  [
    "no common step",
    [
      [1, nan],
      [nan, 2],
    ],
    1,
  ],
])("Ledoit and Wolf: %s", (_, rows, lambda) => {
  expect(shrinkageOf(rows)).toBeCloseTo(lambda, 12);
});

test("correlations shrink, the diagonal does not", () => {
  const matrix = { size: 2, values: Float64Array.of(1, 0.8, 0.8, 1) };
  expect(rowsOf(shrink(matrix, 0.25))).toEqual([
    [1, expect.closeTo(0.6, 15)],
    [expect.closeTo(0.6, 15), 1],
  ]);
  expect(shrink(matrix, 0)).toEqual(matrix);
  expect([...shrink(matrix, 1).values]).toEqual([1, 0, 0, 1]);
});
