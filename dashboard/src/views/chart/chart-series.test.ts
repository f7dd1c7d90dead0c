import { expect, test } from "vitest";
import { chartSeries, priceDomain, priceTicks, timeTicks } from "./chart-series.ts";

const minute = 60_000;
const at = (minutes: number, priceUsd = 1) => ({ atMs: minutes * minute, priceUsd });

test("a gap is a hole, and the range counts from the last point", () => {
  expect(chartSeries([at(0), at(10), at(12), at(30)], 20 * minute, 6 * minute)).toEqual([
    at(10),
    at(12),
    { atMs: 12 * minute + 1, priceUsd: null },
    at(30),
  ]);
  expect(chartSeries([], minute, minute)).toEqual([]);
});

test.each([
  [0, 60, 7, [0, 10, 20, 30, 40, 50, 60]],
  [3, 63, 7, [10, 20, 30, 40, 50, 60]],
  [0, 1_440, 7, [0, 240, 480, 720, 960, 1_200, 1_440]],
  [1, 2, 5, [1, 2]],
])("ticks from minute %i to %i, at most %i", (from, to, count, expected) => {
  expect(timeTicks(from * minute, to * minute, count).map((tick) => tick / minute)).toEqual(expected);
});

test.each([
  [
    [at(0, 100), at(1, 200)],
    [92, 208],
  ],
  [[at(0, 100)], [99, 101]],
  [[], [0, 1]],
])("domain of %o", (series, domain) => {
  expect(priceDomain(series)).toEqual(domain);
});

test.each([
  [1_883, 3_075, [2_000, 2_500, 3_000]],
  [92, 208, [100, 150, 200]],
  [0.00271, 0.00482, [0.003, 0.0035, 0.004, 0.0045]],
  [5, 5, [5]],
])("price ticks from %f to %f", (low, high, expected) => {
  expect(priceTicks(low, high, 5)).toEqual(expected);
});
