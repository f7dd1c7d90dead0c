import { expect, test } from "vitest";
import { buildFreshReturns } from "./build-fresh-returns.ts";
import { clipReturns } from "./clip-returns.ts";
import { measureAges } from "./measure-ages.ts";
import { measureOverlap } from "./measure-overlap.ts";

const grid = { asOfMs: 40, windowMs: 30, barMs: 10 };

test.each<readonly [title: string, atMs: readonly number[], price: readonly number[], ages: readonly number[]]>([
  ["a new price at each point", [10, 20, 30, 40], [1, 2, 3, 4], [0, 0, 0, 0]],
  ["a price that stands still grows old", [10, 20, 30, 40], [1, 2, 2, 2], [0, 0, 10, 20]],
  ["between the points", [7, 13, 28, 39], [1, 2, 3, 4], [3, 7, 2, 1]],
  ["what is known before the window counts", [2, 8, 30], [5, 5, 6], [8, 18, 0, 10]],
  ["nothing is known before the first price", [25], [1], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 5, 15]],
  ["no look-ahead", [10, 41], [1, 2], [0, 10, 20, 30]],
])("ages: %s", (_, atMs, price, ages) => {
  expect([...measureAges({ atMs, price }, grid)]).toEqual(ages);
});

test("an overlap is what the follower's price is older at the point between the returns, in bars", () => {
  const steps = Int32Array.of(1, 2, 3);
  const old = Float64Array.of(9, 4, 0, 30, 9);
  expect(measureOverlap(null, null, steps, 10)).toBe(0);
  expect(measureOverlap(null, old, steps, 10)).toBeCloseTo((0.4 + 0 + 1) / 3, 12);
  expect(measureOverlap(Float64Array.of(0, 1, 5, 2, 0), old, steps, 10)).toBeCloseTo((0.3 + 0 + 0.8) / 3, 12);
  expect(measureOverlap(old, old, steps, 10)).toBe(0);
  expect(measureOverlap(null, old, new Int32Array(), 10)).toBe(0);
});

test("a return counts where the price changed less than a bar before both points; the others are missing", () => {
  const atMs = [0, 10, 20, 30, 40, 50, 60, 70];
  const window = { asOfMs: 70, windowMs: 60, barMs: 10 };
  const rule = { minOverlap: 0.8, returnsMin: 2 };
  const series = [
    { asset: "B", atMs, price: [1, 2, 3, 3, 4, 5, 6, 8] },
    { asset: "A", atMs, price: [1, 2, 1, 2, 1, 2, 1, 2] },
    { asset: "D", atMs, price: [1, 1, 1, 1, 1, 1, 2, 4] },
    { asset: "C", atMs: [70], price: [1] },
  ];
  const built = buildFreshReturns(series, window, rule);
  expect(built.assets).toEqual(["A", "B"]);
  expect([...(built.returns[1] ?? [])].map((value) => !Number.isNaN(value))).toEqual([
    true,
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(built.refused).toEqual([
    { asset: "C", reason: "too-few-returns" },
    { asset: "D", reason: "too-few-changes" },
  ]);
});

test("clipping draws back what is far out, keeps the rest and what is missing", () => {
  const calm = Float64Array.from({ length: 100 }, (_, step) => (step % 2 === 0 ? 1 : -1));
  expect(clipReturns(calm.slice())).toEqual(calm);
  const crash = calm.slice();
  crash[50] = -1e6;
  crash[51] = Number.NaN;
  const clipped = clipReturns(crash.slice());
  expect(clipped[50]).toBeGreaterThan(-2e5);
  expect(clipped[51]).toBeNaN();
  expect(clipped[49]).toBe(-1);
  expect(clipReturns(new Float64Array(3))).toEqual(new Float64Array(3));
  expect(clipReturns(new Float64Array())).toEqual(new Float64Array());
});
