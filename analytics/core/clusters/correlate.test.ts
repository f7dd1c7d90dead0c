import { expect, test } from "vitest";
import { correlate, correlatePair } from "./correlate.ts";
import { distanceOf } from "./distances.ts";
import { meanOffDiagonal, rowsOf } from "./square-matrix.ts";

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
  const series = [left, right].map((row) => Float64Array.from(row)) as [Float64Array, Float64Array];
  expect(correlatePair(...series)).toBeCloseTo(expected, 12);
  // The matrix takes another way where nothing is missing.
  expect(correlate(series).values[1]).toBeCloseTo(expected, 12);
});

test("the matrix is symmetric with ones on the diagonal, whichever series have gaps", () => {
  const wave = (of: number) => Float64Array.from({ length: 40 }, (_, step) => Math.sin(step * (1 + of / 7)) + of);
  const returns = Array.from({ length: 11 }, (_, of) => wave(of));
  for (const item of [2, 3, 9]) (returns[item] as Float64Array)[item * 2] = nan;
  const matrix = correlate(returns);
  for (const [row, left] of returns.entries()) {
    for (const [column, right] of returns.entries()) {
      const expected = row === column ? 1 : correlatePair(left, right);
      expect(matrix.values[row * 11 + column]).toBeCloseTo(expected, 14);
      expect(matrix.values[row * 11 + column]).toBe(matrix.values[column * 11 + row]);
    }
  }
});

test("no series, and one", () => {
  expect(rowsOf(correlate([]))).toEqual([]);
  expect(rowsOf(correlate([Float64Array.of(1, 2)]))).toEqual([[1]]);
  expect(meanOffDiagonal(correlate([Float64Array.of(1, 2)]))).toBe(0);
});

test.each([
  [1, 0],
  [0.5, 1],
  [0, Math.SQRT2],
  [-1, 2],
])("distance of correlation %d is %d", (correlation, distance) => {
  expect(distanceOf(correlation)).toBe(distance);
});
