import { expect, test } from "vitest";
import { buildReturns, type PricePoint } from "./build-returns.ts";

const barMs = 10;
const grid = { asOfMs: 100, windowMs: 40, barMs };

/** Points of one asset from `[atMs, price]` pairs. */
const series = (asset: string, ...pairs: [number, number][]): PricePoint[] =>
  pairs.map(([atMs, price]) => ({ asset, atMs, price }));

test.each<[string, [number, number][], (number | null)[]]>([
  [
    "a price at each grid point",
    [
      [60, 1],
      [70, 2],
      [80, 1],
      [90, 4],
      [100, 2],
    ],
    [2, 0.5, 4, 0.5],
  ],
  [
    "the latest at or before the point counts",
    [
      [60, 1],
      [62, 9],
      [69, 2],
      [70, 3],
      [80, 6],
      [90, 3],
      [100, 6],
    ],
    [3, 2, 0.5, 2],
  ],
  [
    "known before the first point, less than a bar old",
    [
      [51, 1],
      [70, 2],
      [80, 1],
      [90, 4],
      [100, 2],
    ],
    [2, 0.5, 4, 0.5],
  ],
  [
    "exactly one bar old is too old",
    [
      [50, 1],
      [70, 2],
      [80, 1],
      [90, 4],
      [100, 2],
    ],
    [null, 0.5, 4, 0.5],
  ],
  [
    "a gap costs both steps beside it",
    [
      [60, 1],
      [70, 2],
      [90, 4],
      [100, 2],
    ],
    [2, null, null, 0.5],
  ],
  [
    "what is known after asOf does not count",
    [
      [60, 1],
      [70, 2],
      [80, 1],
      [90, 4],
      [101, 2],
    ],
    [2, 0.5, 4, null],
  ],
])("grid: %s", (_, pairs, ratios) => {
  const { returns } = buildReturns(series("A", ...pairs), grid, { minOverlap: 0.1 });
  const shown = [...(returns[0] ?? [])].map((value) => (Number.isNaN(value) ? null : value));
  expect(shown).toHaveLength(ratios.length);
  shown.forEach((value, step) => {
    const ratio = ratios[step];
    if (value === null || ratio === null || ratio === undefined) expect([step, value]).toEqual([step, ratio]);
    else expect(value).toBeCloseTo(Math.log(ratio), 12);
  });
});

test("assets are refused with a reason, and ordered by code point", () => {
  const points = [
    ...series("b", [60, 1], [70, 2], [80, 1], [90, 4], [100, 2]),
    ...series("Gone", [10, 5]),
    ...series("Flat", [60, 3], [70, 3], [80, 3], [90, 3], [100, 3]),
    ...series("Steady", [60, 1], [70, 1.01], [80, 1.01 ** 2], [90, 1.01 ** 3], [100, 1.01 ** 4]),
    ...series("Thin", [60, 1], [70, 2], [80, 1], [90, 4]),
    ...series("A", [60, 1], [70, 2], [80, 1], [90, 4], [100, 2]),
  ];
  const { assets, refused } = buildReturns(points, grid, { minOverlap: 0.8, expected: ["A", "Never"] });
  expect(assets).toEqual(["A", "b"]);
  expect(refused).toEqual([
    { asset: "Flat", reason: "constant" },
    { asset: "Gone", reason: "too-few-returns" },
    { asset: "Never", reason: "too-few-returns" },
    { asset: "Steady", reason: "constant" },
    { asset: "Thin", reason: "too-few-returns" },
  ]);
});

test("the share of steps is met exactly: 4 of 5 are enough for 0.8", () => {
  const points = series("A", [50, 1], [60, 1], [70, 2], [80, 1], [90, 4]);
  expect(buildReturns(points, { ...grid, windowMs: 50 }, { minOverlap: 0.8 }).assets).toEqual(["A"]);
  expect(buildReturns(points, { ...grid, windowMs: 50 }, { minOverlap: 0.81 }).assets).toEqual([]);
});

test.each([
  [{ ...grid, asOfMs: 101 }, "101 is not a multiple"],
  [{ ...grid, windowMs: 45 }, "45 is not a multiple"],
  [{ ...grid, windowMs: 0 }, "0 is not a multiple"],
])("a broken grid throws", (broken, message) => {
  expect(() => buildReturns([], broken, { minOverlap: 0.8 })).toThrow(message);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("the price %d throws", (price) => {
  expect(() => buildReturns(series("A", [60, price]), grid, { minOverlap: 0.8 })).toThrow("has the price");
});
