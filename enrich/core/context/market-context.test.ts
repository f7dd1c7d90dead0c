import fc from "fast-check";
import { expect, test } from "vitest";
import { readMarketContext } from "./market-context.ts";
import { measureDispersion } from "./measure-dispersion.ts";
import { measureVolatility } from "./measure-volatility.ts";

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const asOfMs = 100 * dayMs;
const rule = { windowMs: dayMs, barMs: 10 * minuteMs, coverageMin: 0.5 };

/** Closes every ten minutes over the day before `asOfMs`, the last one at it. */
const series = (close: (bar: number) => number, bars = 144) => {
  const atMs = Array.from({ length: bars + 1 }, (_, bar) => asOfMs - (bars - bar) * 10 * minuteMs);
  return { atMs, value: atMs.map((_, bar) => close(bar)) };
};

test.each<[string, (bar: number) => number, number]>([
  ["nothing moves", () => 100, 0],
  // ±1 % every ten minutes, 52,560 of them a year: 0.01 × √52560.
  ["up and down by 1 %", (bar) => 100 * Math.exp(0.01 * (bar % 2)), 2.2926],
  ["a steady rise counts, too: the mean is taken as zero", (bar) => 100 * Math.exp(0.001 * bar), 0.22926],
])("volatility: %s", (_name, close, expected) => {
  expect(measureVolatility(series(close), asOfMs, rule)).toBeCloseTo(expected, 4);
});

test("too little history, or a price that stands for hours without being renewed, is no volatility", () => {
  expect(
    measureVolatility(
      series((bar) => 100 + bar, 70),
      asOfMs,
      rule,
    ),
  ).toBeNull();
  expect(measureVolatility({ atMs: [asOfMs - dayMs], value: [100] }, asOfMs, rule)).toBeNull();
  expect(measureVolatility({ atMs: [], value: [] }, asOfMs, rule)).toBeNull();
});

test("volatility is of the returns alone: another currency is the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 145, maxLength: 145 }),
      (steps) => {
        const prices = steps.map((_, index) => Math.exp(steps.slice(0, index).reduce((sum, step) => sum + step, 0)));
        const [here, there] = [1, 3_000].map((scale) =>
          measureVolatility(
            series((bar) => scale * (prices[bar] ?? 1)),
            asOfMs,
            rule,
          ),
        );
        expect(there).toBeCloseTo(here ?? Number.NaN, 9);
      },
    ),
    { numRuns: 50, seed: 5 },
  );
});

test.each<[string, number[], number | null]>([
  ["all move alike", [0.02, 0.02, 0.02], 0],
  ["one falls while the others rise", [0.01, 0.01, -0.02], 0.017_32],
  ["two are no market", [0.01, -0.01], null],
])("dispersion: %s", (_name, moves, expected) => {
  const list = moves.map((move) => series((bar) => 100 * (1 + (bar >= 144 ? move : 0))));
  const found = measureDispersion(list, asOfMs, { spanMs: 60 * minuteMs, barMs: 10 * minuteMs, assetsMin: 3 });
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 5);
});

test("what cannot be told is left out, never zero", () => {
  const prices = new Map([
    ["BTC-USD", series((bar) => 100 + (bar % 3))],
    ["NEW-USD", series(() => 1, 3)],
  ]);
  expect(readMarketContext(prices, asOfMs, 1).map(({ key }) => key)).toEqual(["volatility.BTC-USD"]);
});
