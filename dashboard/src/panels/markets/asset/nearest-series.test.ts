import { expect, test } from "vitest";
import { nearestSeries } from "./nearest-series.ts";

// A and B join first, then D and E, then C joins A and B, then both sides.
const run = {
  assets: ["A", "B", "C", "D", "E"],
  linkage: [
    [0, 1, 0.2, 2],
    [3, 4, 0.4, 2],
    [2, 5, 0.6, 3],
    [6, 7, 1.2, 5],
  ] as [number, number, number, number][],
};

test.each([
  ["A", 9, ["B 0.98", "C 0.82", "D 0.28", "E 0.28"]],
  ["C", 9, ["A 0.82", "B 0.82", "D 0.28", "E 0.28"]],
  ["E", 2, ["D 0.92", "A 0.28"]],
  ["X", 9, []],
])("%s, at most %i", (series, countMax, expected) => {
  const near = nearestSeries(run, series, countMax);
  expect(near.map(({ series: name, correlation }) => `${name} ${correlation.toFixed(2)}`)).toEqual(expected);
});
