import fc from "fast-check";
import { expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import { PriceTick, RefusedAsset } from "../../contracts/price-ticks.ts";
import { err, ok } from "../../contracts/result.ts";
import type { QuoteResult } from "../sources/price-source.ts";
import { findConsensus, type SourceAnswer } from "./consensus.ts";

const asset = AssetId.parse("ETH-USD");
const window = { startMs: 120_000, endMs: 240_000 };
const rule = { quorum: 1, maxDeviation: 0.02, stalenessMs: 360_000 };
const quote = (price: number, change: Partial<{ low: number; high: number; sampleAtMs: number }> = {}): QuoteResult =>
  ok({ price, low: price, high: price, sampleAtMs: 240_000, ...change });
const answers = (quotes: Readonly<Record<string, QuoteResult>>, weight = 1): SourceAnswer[] =>
  Object.entries(quotes).map(([source, of]) => ({ source, weight, quote: of }));
const failed: QuoteResult = err({ code: "timeout", message: "no answer" });

test.each<[string, Record<string, QuoteResult>, number | string, Record<string, string | undefined>]>([
  ["all agree", { a: quote(100), b: quote(100), c: quote(100) }, 100, { a: undefined, b: undefined, c: undefined }],
  [
    "one is far off",
    { a: quote(100), b: quote(101), c: quote(110) },
    100.5,
    { a: undefined, b: undefined, c: "outlier" },
  ],
  ["one has stopped", { a: quote(100), b: quote(90, { sampleAtMs: 120_000 }) }, 100, { a: undefined, b: "stale" }],
  [
    "one is ahead of the window",
    { a: quote(100), b: quote(100, { sampleAtMs: 240_001 }) },
    100,
    { a: undefined, b: "out-of-range" },
  ],
  [
    "one failed, one knows nothing",
    { a: quote(100), b: failed, c: ok(null) },
    100,
    { a: undefined, b: "source-failed", c: "no-data" },
  ],
  [
    "one talks nonsense",
    { a: quote(100), b: quote(-1), c: quote(100, { low: 101, high: 99 }) },
    100,
    { a: undefined, b: "not-positive", c: "out-of-range" },
  ],
  ["all failed", { a: failed, b: ok(null) }, "no-quorum", { a: "source-failed", b: "no-data" }],
  ["no source names the asset", {}, "no-source", {}],
])("%s", (_what, quotes, expected, refusals) => {
  const result = findConsensus(asset, answers(quotes), window, rule);
  const sources = "tick" in result ? result.tick.sources : result.refused.sources;
  expect("tick" in result ? result.tick.priceUsd : result.refused.reason).toBe(expected);
  expect(Object.fromEntries(sources.map(({ source, refused }) => [source, refused]))).toEqual(refusals);
});

test("two sources are asked for and one answers: no price", () => {
  const result = findConsensus(asset, answers({ a: quote(100), b: failed }), window, { ...rule, quorum: 2 });
  expect(result).toMatchObject({ refused: { reason: "no-quorum" } });
});

test("the price is valid as long as its newest sample may be used; the wick covers all that were used", () => {
  const quotes = { a: quote(100, { low: 95, high: 101, sampleAtMs: 200_000 }), b: quote(100, { low: 97, high: 104 }) };
  expect(findConsensus(asset, answers(quotes), window, rule)).toMatchObject({
    tick: { priceUsd: 100, lowUsd: 96, highUsd: 102.5, sampleAtMs: 240_000, validUntilMs: 600_000, quality: 1 },
  });
});

test.each<[string, Record<string, QuoteResult>, number]>([
  ["everybody, in agreement", { a: quote(100), b: quote(100) }, 1],
  ["half of the weight", { a: quote(100), b: failed }, 0.5],
  ["everybody, half the allowed distance from the middle", { a: quote(99), b: quote(101) }, 0.5],
])("quality: %s", (_what, quotes, quality) => {
  const result = findConsensus(asset, answers(quotes), window, rule);
  expect("tick" in result ? result.tick.quality : Number.NaN).toBeCloseTo(quality, 10);
});

test("a median that moves when an outlier goes never makes the quality negative", () => {
  const weights: Readonly<Record<string, number>> = { a: 2, b: 1, c: 1 };
  const moved = answers({ a: quote(98.1), b: quote(101.9), c: quote(200) }).map((answer) => ({
    ...answer,
    weight: weights[answer.source] ?? 1,
  }));
  expect(findConsensus(asset, moved, window, rule)).toMatchObject({ tick: { priceUsd: 98.1, quality: 0 } });
});

test("whatever the sources say, the answer keeps its contract: price between low and high, quality from 0 to 1", () => {
  const price = fc.oneof(fc.double({ min: 90, max: 110, noNaN: true }), fc.double({ min: -1, max: 1e9, noNaN: true }));
  const any: fc.Arbitrary<QuoteResult> = fc.oneof(
    fc
      .record({ price, low: price, high: price, sampleAtMs: fc.integer({ min: 0, max: 300_000 }) })
      .map((value) => ok(value)),
    fc.constant<QuoteResult>(ok(null)),
    fc.constant(failed),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ quote: any, weight: fc.integer({ min: 1, max: 3 }) }), { maxLength: 6 }),
      (list) => {
        const result = findConsensus(
          asset,
          list.map((item, index) => ({ ...item, source: `s${index}` })),
          window,
          rule,
        );
        if ("refused" in result) {
          RefusedAsset.parse(result.refused);
          return;
        }
        const tick = PriceTick.parse(result.tick);
        expect(tick.lowUsd).toBeLessThanOrEqual(tick.priceUsd);
        expect(tick.highUsd).toBeGreaterThanOrEqual(tick.priceUsd);
        expect(tick.sampleAtMs).toBeGreaterThan(window.startMs);
      },
    ),
    { numRuns: 2_000 },
  );
});
