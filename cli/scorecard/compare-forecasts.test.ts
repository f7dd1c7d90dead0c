import fc from "fast-check";
import { expect, test } from "vitest";
import { correlateRanks } from "../../statistics/correlate-ranks.ts";
import { rank } from "../../statistics/rank.ts";
import { compareForecasts } from "./compare-forecasts.ts";
import { correlateResample, orderValues, rankResample } from "./resample-ranks.ts";

const settings = { draws: 2_000, seed: 1 };
const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 8, maxLength: 8 });
const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 });

/** The resample written out. */
const repeat = (list: readonly number[], counts: readonly number[]): number[] =>
  list.flatMap((value, at) => new Array<number>(counts[at] ?? 0).fill(value));

test("ranks and correlation of a resample are those of the resample written out", () => {
  fc.assert(
    fc.property(values, values, times, (left, right, counts) => {
      const drawn = Int32Array.from(counts);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const ranks = [left, right].map((list) => {
        const into = new Float64Array(list.length);
        rankResample(orderValues(list), drawn, into);
        const kept = [...into].filter((_, at) => (counts[at] ?? 0) > 0);
        const byValue = new Map(list.map((value, at) => [value, into[at]]));
        const written = repeat(list, counts);
        expect(written.map((value) => byValue.get(value))).toEqual([...rank(written)]);
        expect(kept.every((value) => value >= 1 && value <= total)).toBe(true);
        return into;
      });
      if (total !== 8) return;
      const expected = correlateRanks(repeat(left, counts), repeat(right, counts), 4)?.correlation ?? 0;
      const [a = new Float64Array(), b = new Float64Array()] = ranks;
      expect(correlateResample(a, b, drawn)).toBeCloseTo(expected, 9);
    }),
    { numRuns: 200, seed: 9 },
  );
});

const happened = [5, 1, 4, 2, 8, 7, 3, 6, 9, 10, 12, 11];

test("a forecast against itself: no difference at all", () => {
  const { rank: ranks, error } = compareForecasts({ forecast: happened, naive: happened, happened }, settings);
  expect([ranks, error]).toEqual([
    { difference: 0, low: 0, high: 0 },
    { difference: 0, low: 0, high: 0 },
  ]);
});

test("a perfect one against its opposite: the difference is 2, and each is the other's mirror", () => {
  const opposite = happened.map((value) => -value);
  const forward = compareForecasts({ forecast: happened, naive: opposite, happened }, settings);
  const backward = compareForecasts({ forecast: opposite, naive: happened, happened }, settings);
  expect(forward.rank.difference).toBeCloseTo(2, 12);
  expect(forward.rank.low).toBeCloseTo(2, 12);
  expect(forward.error.difference).toBeCloseTo(-13, 12);
  expect(backward.rank.difference).toBeCloseTo(-2, 12);
  expect(backward.error.low).toBeCloseTo(-forward.error.high, 9);
});

test("two forecasts of noise: the interval of 95 % holds 0 about that often", () => {
  const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 });
  const samples = fc.sample(fc.tuple(noise, noise, noise), { numRuns: 200, seed: 4 });
  const missed = samples.filter(([forecast, naive, real]) => {
    const { rank: ranks } = compareForecasts({ forecast, naive, happened: real }, { draws: 400, seed: 3 });
    return ranks.low > 0 || ranks.high < 0;
  });
  expect(missed.length).toBeLessThan(0.11 * samples.length);
});
