import fc from "fast-check";
import { expect, test } from "vitest";
import type { LeafTrace } from "../../contracts/fires.ts";
import { compileForTest, explainAt, quietPoints, type TestPoint, testAtMs } from "../../evaluate/core/test-explain.ts";
import { findOtherInputs } from "./find-other-inputs.ts";

const below = "price('ETH-USD') < 1000";
const told = explainAt(below, [{ "price.ETH-USD": { value: 900 } }]);
const change = (traces: readonly LeafTrace[], part: Partial<LeafTrace>): LeafTrace[] =>
  traces.map((trace) => ({ ...trace, ...part }));
const input = (value: number, key = "price.ETH-USD") => ({ key: key as never, value, sampleAtMs: testAtMs });

const fall = "change(price('ETH-USD'), '1h') < -0.05";
const crossing = "crossesBelow(price('ETH-USD'), price('BTC-USD'))";
const touch = "touches('ETH-USD', price('BTC-USD'))";
const stop = "trailingStop('ETH-USD', 0.1)";
const both = [input(900), input(1_000, "price.BTC-USD")];

test.each<[string, string, LeafTrace[], string | null]>([
  ["as it was evaluated", below, told, null],
  ["a fall that the named price does not show", below, change(told, { inputs: [input(2_700)] }), "inputs give 2700"],
  ["no price at all, so that none can be compared", below, change(told, { inputs: [] }), "other signals"],
  ["no price, and it says that it holds nothing", below, change(told, { inputs: [], holds: null }), "other signals"],
  ["another price, and it says that it is false", below, change(told, { inputs: [input(1)], holds: false }), "give 1"],
  ["the price of something else", below, change(told, { inputs: [input(900, "price.BTC-USD")] }), "other signals"],
  ["a second price", below, change(told, { inputs: [input(900), input(900, "price.BTC-USD")] }), "other signals"],
  ["one price twice, with two values", below, change(told, { inputs: [input(900), input(2_700)] }), "other signals"],
  ["a leaf too many", below, [...told, ...told], "no leaf 1"],
  ["a leaf without data: it holds nothing", below, change(told, { left: null, inputs: [] }), null],
  ["a sum that is wrong", "price('ETH-USD') * 2 < 3000", change(told, { left: 1_000 }), "inputs give 1800"],
  ["a window: its older price is in no fire, its signal is", fall, change(told, { left: -0.5, right: -0.05 }), null],
  ["a window without its signal", fall, change(told, { right: -0.05, inputs: [] }), "other signals"],
  ["a crossing", crossing, change(told, { right: 1_000, inputs: both }), null],
  ["a crossing from another price", crossing, change(told, { left: 800, right: 1_000, inputs: both }), "give 900"],
  ["a crossing of another level", crossing, change(told, { right: 950, inputs: both }), "give 1000"],
  ["a crossing without its level's price", crossing, change(told, { right: 1_000 }), "other signals"],
  ["a touch: the range is in no fire", touch, change(told, { left: 1_200, right: 1_000, inputs: both }), null],
  ["a touch of another level", touch, change(told, { left: 950, right: 950, inputs: both }), "give 1000"],
  ["a touch without its own price", touch, change(told, { right: 1_000, inputs: both.slice(1) }), "other signals"],
  ["a touch whose level is unknown", touch, change(told, { right: null }), null],
  ["a stop: its low and its peak are in no fire", stop, change(told, { left: 850, right: 890 }), null],
  ["a stop without its price", stop, change(told, { left: 850, right: 890, inputs: [] }), "other signals"],
  ["a stop without its price and without a peak", stop, change(told, { right: null, inputs: [] }), "other signals"],
])("%s", (_what, when, explain, fault) => {
  const found = findOtherInputs(compileForTest(when), { explain });
  if (fault === null) expect(found).toBeNull();
  else expect(found).toContain(fault);
});

const conditions = [
  below,
  "change(price('ETH-USD'), '1h') < -0.05 || price('BTC-USD') > 1",
  "low('ETH-USD') < high('BTC-USD') && !(price('ETH-USD') == price('BTC-USD'))",
  "price('ETH-USD') / price('BTC-USD') - 1 <= -ratio(price('ETH-USD'), price('BTC-USD')) * 3",
  "change(price('ETH-USD') / price('BTC-USD'), '1h') * 100 > factor('risk') + 0.1",
  "crossesAbove(price('ETH-USD'), price('BTC-USD') * 2) || !crossesBelow(factor('risk'), 0)",
  "touches('ETH-USD', sma(price('BTC-USD'), '4m')) || touches('BTC-USD', spread(price('ETH-USD'), price('BTC-USD')))",
  "trailingStop('ETH-USD', 0.5) && zscore(price('BTC-USD'), '6m') > -1 || ema(factor('risk'), '30m') < 0.5",
];

test.each(conditions)("whatever the evaluate stage says of %s, it follows from what it names", (when) => {
  const near = fc.double({ min: 1, max: 1.3, noNaN: true });
  // Now and then prices as far apart as doubles go, so that sums and quotients overflow, too.
  const far = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
  const price = fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: far });
  const sample = fc.option(fc.record({ value: price, wick: fc.constantFrom(0, 0.01, 0.1) }), {
    freq: 4,
  });
  const risk = fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { freq: 3 });
  const read = (name: string, drawn: { value: number; wick: number } | null): TestPoint => {
    if (drawn === null) return {};
    const { value, wick } = drawn;
    return { [name]: { value, low: value * (1 - wick), high: value * (1 + wick) } };
  };
  const point = fc.record({ eth: sample, btc: sample, risk }).map(({ eth, btc, risk: factor }) => ({
    ...read("price.ETH-USD", eth),
    ...read("price.BTC-USD", btc),
    ...(factor === null ? {} : { "factor.risk": { value: factor } }),
  }));
  const verdicts = new Set<boolean | null>();
  fc.assert(
    fc.property(point, fc.array(point, { maxLength: 4 }), (first, last) => {
      const explain = explainAt(when, [first, ...quietPoints(30 - last.length), ...last]);
      for (const { holds } of explain) verdicts.add(holds);
      expect(findOtherInputs(compileForTest(when), { explain })).toBeNull();
    }),
    { numRuns: 300, seed: 3 },
  );
  expect(verdicts).toEqual(new Set([true, false, null]));
});
