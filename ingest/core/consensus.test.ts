import fc from "fast-check";
import { expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import { PriceTick, RefusedAsset } from "../../contracts/price-ticks.ts";
import { err, ok } from "../../contracts/result.ts";
import type { QuoteResult, SourceQuote } from "../sources/price-source.ts";
import { type ConsensusRule, findConsensus, type SourceAnswer } from "./consensus.ts";

const asset = AssetId.parse("ETH-USD");
const window = { startMs: 120_000, endMs: 240_000 };
const rule: ConsensusRule = {
  quorum: 1,
  maxDeviation: 0.02,
  maxSpread: 0.05,
  maxUncertainty: 0.02,
  graceMs: 30_000,
  frozenWindows: 5,
  frozenMove: 0.005,
  stalenessMs: 360_000,
};
const quote = (price: number, change: Partial<SourceQuote> = {}): QuoteResult =>
  ok({ price, range: null, sampleAtMs: 240_000, ...change });
const ranged = (price: number, open: number, low: number, high: number): QuoteResult =>
  quote(price, { range: { open, low, high } });
const answer = (source: string, of: QuoteResult, change: Partial<SourceAnswer> = {}): SourceAnswer => ({
  ...{ source, weight: 1, quote: of, currency: "USD", rateUsd: 1, per: 1, maxAgeMs: 120_000 },
  ...change,
});
const answers = (quotes: Readonly<Record<string, QuoteResult>>): SourceAnswer[] =>
  Object.entries(quotes).map(([source, of]) => answer(source, of));
const failed: QuoteResult = err({ code: "timeout", message: "no answer" });

/** The price or why there is none, and the refusals by source. */
function outcomeOf(list: readonly SourceAnswer[], change: Partial<ConsensusRule> = {}) {
  const result = findConsensus(asset, list, window, { ...rule, ...change });
  const { sources } = "tick" in result ? result.tick : result.refused;
  const refusals = sources.flatMap(({ source, refused }) => (refused === undefined ? [] : [[source, refused]]));
  return ["tick" in result ? result.tick.priceUsd : result.refused.reason, Object.fromEntries(refusals)];
}

test.each<[string, Record<string, QuoteResult>, number | string, Record<string, string>]>([
  ["all agree", { a: quote(100), b: quote(100), c: quote(100) }, 100, {}],
  ["one is far off", { a: quote(100), b: quote(101), c: quote(110) }, 100.5, { c: "outlier" }],
  ["one has stopped", { a: quote(100), b: quote(90, { sampleAtMs: 120_000 }) }, 100, { b: "stale" }],
  ["the present moment of a source without history", { a: quote(100, { sampleAtMs: 270_000 }) }, 100, {}],
  ["one is ahead of that", { a: quote(100), b: quote(100, { sampleAtMs: 270_001 }) }, 100, { b: "future" }],
  [
    "one failed, one knows nothing",
    { a: quote(100), b: failed, c: ok(null) },
    100,
    { b: "source-failed", c: "no-data" },
  ],
  ["a delisted symbol answers zero", { a: quote(100), b: quote(0) }, 100, { b: "not-positive" }],
  [
    "nonsense",
    { a: quote(100), b: quote(-1), c: ranged(100, 100, 101, 99), d: quote(Number.NaN), e: ranged(100, 100, 0, 101) },
    100,
    { b: "not-positive", c: "out-of-range", d: "not-positive", e: "not-positive" },
  ],
  [
    "books",
    {
      a: quote(100),
      b: quote(100, { book: { bid: 101, ask: 100 } }),
      c: quote(100, { book: { bid: 50, ask: 350 } }),
      d: quote(100, { book: { bid: 0, ask: 100 } }),
      e: quote(100, { book: { bid: 99.9, ask: 100.1 } }),
    },
    100,
    { b: "crossed-book", c: "wide-book", d: "wide-book" },
  ],
  ["a source that is not sure itself", { a: quote(100), b: quote(100, { confidence: 3 }) }, 100, { b: "unsure" }],
  [
    "one names thousands: 1000SATS for SATS",
    { a: quote(0.0005), b: quote(0.0005), c: quote(0.5), d: quote(0.000_000_5) },
    0.0005,
    { c: "unit-mismatch", d: "unit-mismatch" },
  ],
  ["all failed", { a: failed, b: ok(null) }, "no-quorum", { a: "source-failed", b: "no-data" }],
  ["no source names the asset", {}, "no-source", {}],
  // Two halves that contradict each other: nobody can say which is right.
  ["two worlds", { a: quote(100), b: quote(110) }, "no-quorum", { a: "outlier", b: "outlier" }],
])("%s", (_what, quotes, expected, refusals) => {
  expect(outcomeOf(answers(quotes))).toEqual([expected, refusals]);
});

test.each<[string, SourceAnswer[], number | string, Record<string, string>]>([
  [
    "a quote in a coin is converted at the coin's price",
    [answer("a", quote(98)), answer("b", quote(100), { currency: "USDT", rateUsd: 0.98 })],
    98,
    {},
  ],
  [
    "without a rate it is refused, never taken for dollars",
    [answer("a", quote(98)), answer("b", quote(100), { currency: "USDT", rateUsd: null })],
    98,
    { b: "no-rate" },
  ],
  [
    "a source that trades thousands is divided by them",
    [answer("a", quote(0.0005)), answer("b", quote(0.5), { per: 1_000 })],
    0.0005,
    {},
  ],
  [
    "a slow oracle may be older than a market",
    [answer("a", quote(100)), answer("b", quote(100, { sampleAtMs: 0 }), { maxAgeMs: 3_600_000 })],
    100,
    {},
  ],
  [
    "it has repeated itself for long, and the others moved by 1 %",
    [
      answer("a", quote(101)),
      answer("b", quote(101)),
      answer("c", quote(100), { repetition: { price: 100, windows: 5, consensusUsd: 100 } }),
    ],
    101,
    { c: "frozen" },
  ],
  [
    "a quiet market repeats itself honestly",
    [answer("a", quote(100)), answer("c", quote(100), { repetition: { price: 100, windows: 50, consensusUsd: 100 } })],
    100,
    {},
  ],
])("%s", (_what, list, expected, refusals) => {
  expect(outcomeOf(list)).toEqual([expected, refusals]);
});

test("two sources are asked for and one answers: no price", () => {
  expect(outcomeOf(answers({ a: quote(100), b: failed }), { quorum: 2 })).toEqual([
    "no-quorum",
    { b: "source-failed" },
  ]);
});

test("the window's range is that of the sources that know one; the price is valid as long as its sample may be used", () => {
  const quotes = { a: ranged(100, 99, 95, 101), b: ranged(100, 99, 97, 104), c: quote(100) };
  expect(findConsensus(asset, answers(quotes), window, rule)).toMatchObject({
    tick: {
      ...{ priceUsd: 100, openUsd: 99, lowUsd: 96, highUsd: 102.5, quality: 1, dispersion: 0 },
      ...{ sampleAtMs: 240_000, validUntilMs: 600_000 },
    },
  });
});

test.each<[string, number[], number]>([
  ["one clock that is ahead does not make the others' prices younger", [180_000, 180_000, 240_000], 180_000],
  ["the middle of two", [200_001, 240_000], 220_000],
  ["never later than the window's end", [250_000, 260_000], 240_000],
])("sample time: %s", (_what, times, sampleAtMs) => {
  const list = times.map((at, index) => answer(`s${index}`, quote(100, { sampleAtMs: at })));
  expect(findConsensus(asset, list, window, rule)).toMatchObject({ tick: { sampleAtMs } });
});

test.each<[string, Record<string, QuoteResult>, number, number]>([
  ["everybody, in agreement", { a: quote(100), b: quote(100) }, 1, 0],
  ["half of the weight", { a: quote(100), b: failed }, 0.5, 0],
  ["everybody, half the allowed distance from the middle", { a: quote(99), b: quote(101) }, 0.5, 0.01],
])("quality and dispersion: %s", (_what, quotes, quality, dispersion) => {
  const result = findConsensus(asset, answers(quotes), window, rule);
  if ("refused" in result) throw new Error("it has a price");
  expect(result.tick.quality).toBeCloseTo(quality, 10);
  expect(result.tick.dispersion).toBeCloseTo(dispersion, 10);
});

test("a median that moves when an outlier goes never makes the quality negative", () => {
  const list = [answer("a", quote(98.1), { weight: 2 }), answer("b", quote(101.9)), answer("c", quote(200))];
  expect(findConsensus(asset, list, window, rule)).toMatchObject({ tick: { priceUsd: 98.1, quality: 0 } });
});

const anyPrice = fc.oneof(fc.double({ min: 90, max: 110, noNaN: true }), fc.double({ min: -1, max: 1e9, noNaN: true }));
const anyQuote: fc.Arbitrary<QuoteResult> = fc.oneof(
  fc
    .record({
      price: anyPrice,
      range: fc.option(fc.record({ open: anyPrice, low: anyPrice, high: anyPrice })),
      sampleAtMs: fc.integer({ min: 0, max: 300_000 }),
    })
    .map((value) => ok(value)),
  fc.constant<QuoteResult>(ok(null)),
  fc.constant(failed),
);
const anyAnswers = fc
  .array(
    fc.record({
      quote: anyQuote,
      weight: fc.integer({ min: 1, max: 3 }),
      rateUsd: fc.option(fc.double({ min: 0.5, max: 1.1, noNaN: true })),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map(({ quote: of, ...change }, index) => answer(`s${index}`, of, change)));

test("whatever the sources say, the answer keeps its contract: price between low and high, quality from 0 to 1", () => {
  fc.assert(
    fc.property(anyAnswers, (list) => {
      const result = findConsensus(asset, list, window, rule);
      if ("refused" in result) {
        RefusedAsset.parse(result.refused);
        return;
      }
      const tick = PriceTick.parse(result.tick);
      expect(tick.lowUsd).toBeLessThanOrEqual(tick.priceUsd);
      expect(tick.highUsd).toBeGreaterThanOrEqual(tick.priceUsd);
      expect(tick.sampleAtMs).toBeGreaterThan(window.startMs);
      expect(tick.sampleAtMs).toBeLessThanOrEqual(window.endMs);
    }),
    { numRuns: 2_000 },
  );
});

test("the order in which sources answered is of no consequence", () => {
  const shuffled = anyAnswers.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(findConsensus(asset, other, window, rule)).toEqual(findConsensus(asset, list, window, rule));
    }),
    { numRuns: 1_000 },
  );
});
