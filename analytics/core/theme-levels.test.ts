import { expect, test } from "vitest";
import { toLevels } from "./theme-levels.ts";

const hourMs = 3_600_000;
const grid = { fromMs: 0, toMs: 12 * hourMs, barMs: 6 * hourMs };
const seriesOf = (key: string, samples: Readonly<Record<number, number>>) => ({
  key,
  atMs: Float64Array.from(Object.keys(samples), (hour) => Number(hour) * hourMs),
  value: Float64Array.from(Object.values(samples)),
});

test.each<[string, Record<number, number>, readonly [hour: number, logOfLevel: number][]]>([
  [
    "market.cut",
    { 0: 0.5, 1: 0.75, 2: 1 },
    [
      [0, 0],
      [1, Math.log(3)],
      [2, Math.log(999)],
    ],
  ],
  [
    "factor.risk",
    { 0: -0.4, 6: 0.1 },
    [
      [0, -0.4],
      [6, 0.1],
    ],
  ],
  [
    "event.cyber",
    { 0: 0.8, 6: 0.5 },
    [
      [0, 0.8],
      [6, 0.9],
      [12, 0.45],
    ],
  ],
  [
    "event.health",
    { 3: 0.5 },
    [
      [0, 0],
      [6, 0.5 * 0.5 ** 0.5],
      [12, 0.5 * 0.5 ** 1.5],
    ],
  ],
])("%s %o", (key, samples, levels) => {
  const [found] = toLevels([seriesOf(key, samples)], grid);
  const seen = Array.from(found?.atMs ?? [], (atMs, at) => [atMs / hourMs, Math.log(found?.level[at] ?? Number.NaN)]);
  expect(seen.map(([hour]) => hour)).toEqual(levels.map(([hour]) => hour));
  seen.forEach(([, level], at) => {
    expect(level).toBeCloseTo(levels[at]?.[1] ?? Number.NaN, 12);
  });
});

test("a series without samples, and one that is no theme, are left out", () => {
  expect(toLevels([seriesOf("event.other", {}), seriesOf("gas.arbitrum", { 0: 1 })], grid)).toEqual([]);
});
