import fc from "fast-check";
import { expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import { QuoteRefusal, type TickSource } from "../../contracts/price-ticks.ts";
import { err, ok } from "../../contracts/result.ts";
import type { QuoteResult, SourceQuote } from "../sources/price-source.ts";
import type { ConsensusRule } from "./consensus.ts";
import { judgeAgain } from "./judge-again.ts";
import { type PricedAsset, priceAssets, repetitionKey, type SourceQuotes } from "./price-assets.ts";
import type { Repetition } from "./repetition.ts";

const asset = AssetId.parse("ETH-USD");
const window = { startMs: 1_700_000_000_000 - 120_000, endMs: 1_700_000_000_000 };
const rule: ConsensusRule = {
  ...{ quorum: 1, maxDeviation: 0.02, maxSpread: 0.05, maxUncertainty: 0.02, graceMs: 30_000 },
  ...{ frozenWindows: 5, frozenMove: 0.005, stalenessMs: 360_000 },
};
const settings = () => ({ weight: 1, maxAgeMs: 120_000 });
const noRate = () => null;

const source = (name: string, price: number, change: Partial<TickSource> = {}): TickSource => ({
  ...{ source: name, price, quote: "USD", rateUsd: 1, priceUsd: price, range: null, sampleAtMs: window.endMs },
  ...change,
});
const silent = (name: string, refused: "no-data" | "source-failed"): TickSource =>
  source(name, 0, { price: null, priceUsd: null, sampleAtMs: null, refused });
const unrated = { quote: "USDT", rateUsd: null, priceUsd: null } as const;

type Change = {
  readonly rule?: Partial<ConsensusRule>;
  readonly maxAgeMs?: number;
  readonly rates?: Readonly<Record<string, number>>;
};

/** The price or why there is none, and what each source is refused as; "used" where it is not. */
function judge(sources: readonly TickSource[], change: Change = {}) {
  const result = judgeAgain(
    asset,
    sources,
    window,
    { ...rule, ...change.rule },
    () => ({ weight: 1, maxAgeMs: change.maxAgeMs ?? 120_000 }),
    (currency) => change.rates?.[currency] ?? null,
  );
  if ("unjudged" in result) return [result.unjudged, {}];
  const found = "tick" in result ? result.tick : result.refused;
  const fates = Object.fromEntries(found.sources.map(({ source: name, refused }) => [name, refused ?? "used"]));
  return ["tick" in result ? result.tick.priceUsd : result.refused.reason, fates];
}

const late = { sampleAtMs: window.endMs - 600_000, refused: "stale" } as const;
const early = { sampleAtMs: window.endMs + 60_000, refused: "future" } as const;

test.each<[string, readonly TickSource[], Change, number | string, Record<string, string>]>([
  ["by the same rule all stays", [source("a", 100), source("b", 101, late)], {}, 100, { a: "used", b: "stale" }],
  [
    "a late clock, once more age is allowed",
    [source("a", 100), source("b", 101, late)],
    { maxAgeMs: 900_000 },
    100.5,
    { a: "used", b: "used" },
  ],
  [
    "what was used is too old for a stricter rule",
    [source("a", 100), source("b", 101, { sampleAtMs: window.endMs - 90_000 })],
    { maxAgeMs: 60_000 },
    100,
    { a: "used", b: "stale" },
  ],
  ["a clock ahead, with more grace", [source("a", 100, early)], { rule: { graceMs: 60_000 } }, 100, { a: "used" }],
  [
    "an outlier, once quotes may be further apart",
    [source("a", 100), source("b", 100), source("c", 104, { refused: "outlier" })],
    { rule: { maxDeviation: 0.05 } },
    100,
    { a: "used", b: "used", c: "used" },
  ],
  [
    "two worlds become one",
    [source("a", 100, { refused: "outlier" }), source("b", 104, { refused: "outlier" })],
    { rule: { maxDeviation: 0.05 } },
    102,
    { a: "used", b: "used" },
  ],
  [
    "another unit stays another unit",
    [source("a", 0.1), source("b", 0.1), source("c", 100, { refused: "unit-mismatch" })],
    { rule: { maxDeviation: 0.05 } },
    0.1,
    { a: "used", b: "used", c: "unit-mismatch" },
  ],
  [
    "a quote in a coin whose price is known now",
    [source("a", 100, { ...unrated, refused: "no-rate" })],
    { rates: { USDT: 0.98 } },
    98,
    { a: "used" },
  ],
  [
    "with a rate it may still be too old",
    [source("a", 100, { ...unrated, ...late })],
    { rates: { USDT: 1 } },
    "no-quorum",
    { a: "stale" },
  ],
  [
    "without one it is never dollars",
    [source("a", 100, { ...unrated, refused: "no-rate" })],
    {},
    "no-quorum",
    { a: "no-rate" },
  ],
  [
    "what no rule and no record can judge stays refused",
    [
      source("a", 100),
      ...(["frozen", "crossed-book", "wide-book", "unsure"] as const).map((refused) =>
        source(refused, 100, { refused }),
      ),
      silent("failed", "source-failed"),
      silent("silent", "no-data"),
      // The range was at fault; without a rate it was not recorded.
      source("ranged", 100, { ...unrated, refused: "not-positive" }),
      source("crossed", 100, { ...unrated, refused: "out-of-range" }),
      // Its clock gave no time at all.
      source("timeless", 100, { sampleAtMs: null, refused: "stale" }),
    ],
    { rates: { USDT: 1 }, maxAgeMs: 9e9, rule: { graceMs: 9e9, maxSpread: 1, maxUncertainty: 1 } },
    100,
    {
      ...{ a: "used", frozen: "frozen", "crossed-book": "crossed-book", "wide-book": "wide-book", unsure: "unsure" },
      ...{ failed: "source-failed", silent: "no-data", ranged: "not-positive", crossed: "out-of-range" },
      timeless: "stale",
    },
  ],
  [
    "a greater quorum",
    [source("a", 100), silent("b", "no-data")],
    { rule: { quorum: 2 } },
    "no-quorum",
    { a: "used", b: "no-data" },
  ],
  ["used, and its time is not recorded", [source("a", 100, { sampleAtMs: null })], {}, "not-recorded", {}],
  ["used, and its dollars are not recorded", [source("a", 100, { priceUsd: null })], {}, "not-recorded", {}],
  ["no source", [], {}, "no-source", {}],
])("%s", (_what, sources, change, expected, fates) => {
  expect(judge(sources, change)).toEqual([expected, fates]);
});

test("a source that nobody knows the weight of any more: not judged", () => {
  expect(judgeAgain(asset, [source("gone", 1)], window, rule, () => undefined, noRate)).toEqual({
    unjudged: "unknown-source",
  });
});

test("each source keeps what it said; a new rate converts it, and its range with it", () => {
  const range = { openUsd: 99, lowUsd: 98, highUsd: 102 };
  const kept = source("b", 100, { quote: "USDT", rateUsd: 1, range, refused: "frozen" });
  const converted = source("a", 100, { quote: "USDT", rateUsd: 1, range });
  const rates = (currency: string) => (currency === "USDT" ? 0.5 : null);
  const result = judgeAgain(asset, [kept, converted], window, rule, settings, rates);
  expect(result).toMatchObject({
    tick: {
      ...{ priceUsd: 50, openUsd: 49.5, lowUsd: 49, highUsd: 51, quality: 0.5 },
      sources: [{ ...converted, rateUsd: 0.5, priceUsd: 50, range: { openUsd: 49.5, lowUsd: 49, highUsd: 51 } }, kept],
    },
  });
});

// --- by the rule of then, what was recorded gives the very same result ------------------------------------------------

const names = ["a", "b", "c", "d", "e", "f"] as const;
const coins: readonly PricedAsset[] = [
  {
    ...{ id: AssetId.parse("USDT-USD"), kind: "stablecoin", stalenessMs: 360_000 },
    symbols: Object.fromEntries(names.map((name) => [name, { symbol: "USDT", currency: "USD", per: 1 }])),
  },
  {
    ...{ id: asset, kind: "coin", stalenessMs: 360_000 },
    symbols: Object.fromEntries(
      names.map((name, place) => [
        name,
        { symbol: "ETH", currency: place % 2 === 0 ? "USD" : "USDT", per: place % 3 === 2 ? 1_000 : 1 },
      ]),
    ),
  },
];

const near = (level: number) => fc.double({ min: level * 0.97, max: level * 1.03, noNaN: true });
const odd = fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300);
const time = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: window.startMs + 1, max: window.endMs }) },
  fc.constantFrom(window.startMs, window.endMs + 30_000, window.endMs + 30_001, 0, -5, Number.NaN),
);
/** Mostly sound: many used quotes, and each way to be refused now and then. */
const quoteOf = (level: number): fc.Arbitrary<QuoteResult> => {
  const price = fc.oneof({ weight: 40, arbitrary: near(level) }, near(level * 10), odd);
  const wide = fc.record({ open: price, low: price, high: price });
  const sound = fc.tuple(near(level), near(level), near(level)).map((three) => {
    const [low = 0, open = 0, high = 0] = three.toSorted((a, b) => a - b);
    return { open, low, high };
  });
  const range: fc.Arbitrary<SourceQuote["range"]> = fc.option(
    fc.oneof({ weight: 8, arbitrary: sound }, { weight: 1, arbitrary: wide }),
  );
  const book = fc.oneof(
    { weight: 8, arbitrary: fc.constant({ bid: level * 0.999, ask: level * 1.001 }) },
    fc.record({ bid: near(level), ask: near(level) }),
    fc.constant({ bid: level * 0.9, ask: level * 1.1 }),
  );
  const said = fc.record(
    {
      price,
      range,
      sampleAtMs: time,
      book,
      confidence: fc.double({ min: 0, max: level * 0.025, noNaN: true }),
    },
    { requiredKeys: ["price", "range", "sampleAtMs"] },
  );
  return fc.oneof(
    { weight: 14, arbitrary: said.map(ok) },
    fc.constant(ok(null)),
    fc.constant(err({ code: "refused" as const, message: "no" })),
  );
};
const sourceOf = (name: string, place: number): fc.Arbitrary<SourceQuotes> =>
  fc
    .record({
      usdt: quoteOf(1),
      eth: quoteOf(place % 3 === 2 ? 2_500_000 : 2_500),
      weight: fc.constantFrom(0.5, 1, 2),
      maxAgeMs: fc.constantFrom(60_000, 120_000, 360_000),
    })
    .map(({ usdt, eth, weight, maxAgeMs }) => ({
      ...{ source: name, weight, maxAgeMs },
      quotes: new Map([
        ["USDT", usdt],
        ["ETH", eth],
      ]),
    }));
const repetition: fc.Arbitrary<Repetition> = fc.record({
  price: fc.constant(2_500),
  windows: fc.constantFrom(1, 9),
  consensusUsd: near(2_500),
});

test("by the rule of then it is the very same, bit for bit, whatever the sources said", () => {
  const seen = { ticks: 0, refused: 0, converted: 0, reasons: new Set<string>() };
  fc.assert(
    fc.property(
      fc.tuple(...names.map(sourceOf)),
      fc.record({ quorum: fc.constantFrom(1, 2, 3), maxDeviation: fc.constantFrom(0.005, 0.02, 0.1) }),
      fc.option(repetition, { nil: undefined }),
      (said, chosen, repeated) => {
        // One source has stood still at 2,500.
        const standing = ok({ price: 2_500, range: null, sampleAtMs: window.endMs });
        const sources = said.map((each) =>
          each.source === "a" && repeated !== undefined
            ? { ...each, quotes: new Map(each.quotes).set("ETH", standing) }
            : each,
        );
        const then = { ...rule, ...chosen };
        const repetitions = new Map(repeated === undefined ? [] : [[repetitionKey(asset, "a"), repeated] as const]);
        const priced = priceAssets(coins, sources, window, then, repetitions);
        for (const before of [...priced.ticks, ...priced.refused]) {
          // As it comes back from where it was recorded.
          const recorded = JSON.parse(JSON.stringify(before)) as typeof before;
          const again = judgeAgain(
            before.asset,
            recorded.sources.toReversed(),
            window,
            then,
            (name) => sources.find((each) => each.source === name),
            (currency) => priced.rates.get(currency) ?? null,
          );
          expect(again).toStrictEqual("priceUsd" in before ? { tick: before } : { refused: before });
          seen["priceUsd" in before ? "ticks" : "refused"] += 1;
          for (const { refused, rateUsd } of before.sources) {
            seen.reasons.add(refused ?? "used");
            if (refused === undefined && rateUsd !== 1) seen.converted += 1;
          }
        }
      },
    ),
    { numRuns: 400, seed: 20240304 },
  );
  // The property speaks of every reason that there is.
  expect(seen.ticks).toBeGreaterThan(100);
  expect(seen.refused).toBeGreaterThan(50);
  expect(seen.converted).toBeGreaterThan(200);
  // Who was fit and alone is said where a window without a price is recorded, not by the consensus.
  const reasons = QuoteRefusal.options.filter((reason) => reason !== "no-quorum");
  expect(seen.reasons).toEqual(new Set(["used", ...reasons]));
});
