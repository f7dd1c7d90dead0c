import { expect, test } from "vitest";
import { correlate, correlatePair, distanceOf } from "./correlate.ts";

const nan = Number.NaN;

test.each<[string, number[], number[], number]>([
  ["equal", [1, 2, 3], [1, 2, 3], 1],
  ["scaled and moved", [1, 2, 4], [10, 12, 16], 1],
  ["opposite", [1, 2, 3], [3, 2, 1], -1],
  ["unrelated", [1, -1, 1, -1], [1, 1, -1, -1], 0],
  ["known by hand", [1, 2, 3, 4], [1, 3, 2, 4], 0.8],
  ["only common steps count", [1, nan, 2, 3, 9], [3, 7, 2, 1, nan], -1],
  ["one is constant", [1, 1, 1], [1, 2, 3], 0],
  ["constant over the common steps alone", [1, 1, 1, 2], [1, 2, 3, nan], 0],
  ["one common step", [1, nan, 2], [nan, 2, 3], 0],
  ["no common step", [1, nan], [nan, 2], 0],
  ["very large", [1e200, 2e200, 3e200], [1, 2, 4], 0],
])("Pearson: %s", (_, left, right, expected) => {
  expect(correlatePair(Float64Array.from(left), Float64Array.from(right))).toBeCloseTo(expected, 12);
});

test("the matrix is symmetric with ones on the diagonal", () => {
  const matrix = correlate(
    [
      [1, 2, 3, 4],
      [1, 3, 2, 4],
      [4, 3, 2, 1],
    ].map((row) => Float64Array.from(row)),
  );
  expect(matrix.map((row) => row.map((value) => Number(value.toFixed(12))))).toEqual([
    [1, 0.8, -1],
    [0.8, 1, -0.8],
    [-1, -0.8, 1],
  ]);
});

test.each([
  [1, 0],
  [0.5, 1],
  [0, Math.SQRT2],
  [-1, 2],
])("distance of correlation %d is %d", (correlation, distance) => {
  expect(distanceOf(correlation)).toBe(distance);
});
