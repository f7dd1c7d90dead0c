import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LeafTrace } from "../contracts/fires.ts";
import {
  compileForTest,
  evaluateAt,
  explainAt,
  quietPoints,
  type TestPoint,
  testAtMs,
  testCadenceMs,
} from "../evaluate/core/test-explain.ts";
import { verifyExplanation } from "./verify-explanation.ts";

const minuteMs = 60_000;
/** Above every signal's own limit. */
const anyAgeMs = 86_400_000;

type Change = { readonly ageMsMax?: number; readonly firesUnknown?: boolean };
function verdictOn(
  when: string,
  explain: readonly LeafTrace[],
  { ageMsMax = anyAgeMs, firesUnknown = false }: Change = {},
) {
  const verified = verifyExplanation(compileForTest(when), explain, {
    firedAtMs: testAtMs,
    ageMsMaxOf: () => ageMsMax,
    cadenceMs: testCadenceMs,
    firesUnknown,
  });
  return verified.ok ? "accepted" : verified.error.code;
}

/** The whole language: every kind of leaf, both ways round, negated, joined, with windows and without. */
const conditions = [
  "price('ETH-USD') < 100",
  "100 >= price('ETH-USD') && price('BTC-USD') != 99",
  "price('ETH-USD') < 100 && (price('BTC-USD') < 100 || factor('risk') < -0.5)",
  "!(low('ETH-USD') < 98 || high('BTC-USD') > price('ETH-USD') * 1.02)",
  "spread(price('ETH-USD'), price('BTC-USD')) == 0 || ratio(price('ETH-USD'), price('BTC-USD')) > 1.01",
  "change(price('ETH-USD'), '6m') < -0.02 || sma(price('ETH-USD'), '6m') > max(price('BTC-USD'), '4m')",
  "zscore(price('ETH-USD'), '10m') < -1 && stddev(price('BTC-USD'), '8m') > 0.5 || ema(price('BTC-USD'), '4m') < 99",
  "crossesAbove(price('ETH-USD'), 100)",
  "crossesBelow(price('ETH-USD'), sma(price('ETH-USD'), '6m')) || crossesAbove(100, price('BTC-USD'))",
  "!crossesBelow(price('ETH-USD'), price('BTC-USD')) && price('ETH-USD') < price('BTC-USD')",
  "touches('ETH-USD', 100)",
  "touches('ETH-USD', price('BTC-USD')) && !touches('BTC-USD', sma(price('BTC-USD'), '4m'))",
  "trailingStop('ETH-USD', 0.02)",
  "trailingStop('ETH-USD', 0.01) && price('BTC-USD') < 100",
  "!trailingStop('ETH-USD', 0.03) && (trailingStop('BTC-USD', 0.01) || factor('risk') < 0)",
];

const price = fc.integer({ min: 95, max: 105 });
const sample = fc.oneof(
  price.map((value) => ({ value })),
  // A bar with its wick, from up to two minutes before.
  fc
    .record({ value: price, wick: fc.integer({ min: 0, max: 4 }), ageMs: fc.constantFrom(0, 1, minuteMs) })
    .map(({ value, wick, ageMs }) => ({ value, low: value - wick, high: value + wick, ageMs })),
);
const points: fc.Arbitrary<TestPoint[]> = fc
  .array(
    fc.record({
      eth: fc.option(sample, { freq: 4 }),
      btc: fc.option(sample, { freq: 4 }),
      risk: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ eth, btc, risk }, index) => {
      const pointMs = testAtMs - (drawn.length - 1 - index) * testCadenceMs;
      const at = (read: { value: number; ageMs?: number } | null) => {
        if (read === null) return null;
        const { ageMs = 0, ...reading } = read;
        return { ...reading, sampleAtMs: pointMs - ageMs };
      };
      const read = { "price.ETH-USD": at(eth), "price.BTC-USD": at(btc) };
      const present = Object.entries(read).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
      return { ...Object.fromEntries(present), ...(risk === null ? {} : { "factor.risk": { value: risk / 2 } }) };
    }),
  );

describe.each(conditions)("%s", (when) => {
  test("what an honest evaluation explains is accepted exactly where the trigger fires", () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(points, (drawn) => {
        const { traces, fires } = evaluateAt(when, drawn);
        seen.add(fires);
        expect(verdictOn(when, traces) === "accepted").toBe(fires);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(seen.size).toBe(2);
  });

  test("fires of a trigger that lives on, its stops started anew, are accepted", () => {
    let fireCount = 0;
    fc.assert(
      fc.property(points, fc.constantFrom("hold" as const, "fire" as const), (drawn, noData) => {
        const { traces, fires } = evaluateAt(when, drawn, { terms: { validFromMs: null, noData } });
        if (!fires) return;
        fireCount += 1;
        expect(verdictOn(when, traces, { firesUnknown: noData === "fire" })).toBe("accepted");
      }),
      { numRuns: 500, seed: 2 },
    );
    expect(fireCount).toBeGreaterThan(0);
  });
});

const pair = "price('ETH-USD') < 2500 && (price('BTC-USD') < 40000 || factor('risk') < -0.5)";
const pairAt = (eth: number, btc: number, ageMs = 0): LeafTrace[] => {
  const sampleAtMs = testAtMs - ageMs;
  const point = { "price.ETH-USD": { value: eth, sampleAtMs }, "price.BTC-USD": { value: btc, sampleAtMs } };
  return explainAt(pair, [{ ...point, "factor.risk": { value: 0, sampleAtMs } }]);
};
const good = pairAt(2_400, 39_000);

test("what is said of holding is not believed: it is compared again", () => {
  const lies = pairAt(2_600, 39_000).map((trace) => ({ ...trace, holds: true }));
  expect(verdictOn(pair, lies)).toBe("does-not-hold");
  const denied = good.map((trace) => ({ ...trace, holds: false }));
  expect(verdictOn(pair, denied)).toBe("accepted");
});

test.each<[string, LeafTrace[]]>([
  ["a leaf is missing", good.slice(1)],
  ["there is one too many", [...good, ...good.slice(0, 1)]],
  ["two are swapped", [good[1], good[0], good[2]] as LeafTrace[]],
  ["the text is another", good.map((trace) => ({ ...trace, leaf: `${trace.leaf} ` }))],
  ["the operator is another", good.map((trace) => ({ ...trace, op: ">" as const }))],
  ["a leaf became a touch", good.map((trace) => ({ ...trace, op: "touches" as const }))],
  ["a literal is another", good.map((trace) => ({ ...trace, right: 1e9 }))],
  ["a literal is missing", good.map((trace) => ({ ...trace, right: null }))],
])("%s: refused as another condition, of a trigger that fires for want of data, too", (_what, traces) => {
  expect(verdictOn(pair, traces)).toBe("other-condition");
  expect(verdictOn(pair, traces, { firesUnknown: true })).toBe("other-condition");
});

test.each<[string, number, number, string]>([
  ["fresh", 0, 0, "accepted"],
  ["as old as allowed", 60_000, 60_000, "accepted"],
  ["a moment older", 60_001, 60_000, "stale"],
])("samples that are %s", (_what, ageMs, ageMsMax, verdict) => {
  expect(verdictOn(pair, pairAt(2_400, 39_000, ageMs), { ageMsMax })).toBe(verdict);
});

test("a sample of the future is refused", () => {
  const early = good.map((trace) => ({
    ...trace,
    inputs: trace.inputs.map((input) => ({ ...input, sampleAtMs: testAtMs + 1 })),
  }));
  expect(verdictOn(pair, early)).toBe("stale");
});

const eth = (value: number, range: { readonly low?: number; readonly high?: number } = {}): TestPoint => ({
  "price.ETH-USD": { value, ...range },
});
const crossing = "crossesBelow(price('ETH-USD'), 100)";
const touch = "touches('ETH-USD', 100)";
const stop = "trailingStop('ETH-USD', 0.1)";

/** Of what the engine explains at these points, one part is changed on the way. */
test.each<[string, string, TestPoint[], Partial<LeafTrace>, string]>([
  ["a crossing", crossing, [eth(101), eth(99)], {}, "accepted"],
  ["a crossing that was not seen", crossing, [eth(99)], {}, "does-not-hold"],
  ["a crossing at its level", crossing, [eth(101), eth(100)], { holds: true }, "does-not-hold"],
  ["a crossing the other way", crossing, [eth(99), eth(101)], { holds: true }, "does-not-hold"],
  ["a crossing that holds nothing", crossing, [eth(101), eth(99)], { holds: null }, "does-not-hold"],
  ["a crossing to another level", crossing, [eth(101), eth(99)], { right: 200 }, "other-condition"],
  ["a touch by the low", touch, [eth(105, { low: 100, high: 106 })], {}, "accepted"],
  ["a touch by the high", touch, [eth(95, { low: 94, high: 100 })], {}, "accepted"],
  ["a touch between two prices", touch, [eth(105), eth(95)], {}, "accepted"],
  ["a range above the level", touch, [eth(105, { low: 101, high: 106 })], { holds: true }, "does-not-hold"],
  ["a range below the level", touch, [eth(95, { low: 94, high: 99 })], { holds: true }, "does-not-hold"],
  ["a touch of another level", touch, [eth(105, { low: 100, high: 106 })], { right: 101 }, "other-condition"],
  ["a touch without its price", touch, [eth(105, { low: 100, high: 106 })], { inputs: [] }, "does-not-hold"],
  ["a stop exactly at its level", stop, [eth(100), eth(90)], {}, "accepted"],
  ["a stop by the low", stop, [eth(100), eth(95, { low: 89, high: 96 })], {}, "accepted"],
  ["a stop below a high", stop, [eth(90, { low: 89, high: 110 }), eth(99)], {}, "accepted"],
  ["the high of its own evaluation", stop, [eth(100), eth(91, { low: 91, high: 200 })], {}, "does-not-hold"],
  ["a stop without a peak", stop, [eth(90)], { holds: true }, "does-not-hold"],
  ["a stop that was not reached", stop, [eth(100), eth(91)], { holds: true }, "does-not-hold"],
  ["a stop that holds nothing", stop, [eth(100), eth(90)], { holds: null }, "does-not-hold"],
  ["a stop without its price", stop, [eth(100), eth(91)], { holds: true, inputs: [] }, "does-not-hold"],
])("%s", (_what, when, path, part, verdict) => {
  const traces = explainAt(when, path).map((trace) => ({ ...trace, ...part }));
  expect(verdictOn(when, traces)).toBe(verdict);
});

test("a stop that held before a fire holds on after it, without a new sample, above its new level", () => {
  const when = `${stop} && price('BTC-USD') < 100`;
  const btc = (value: number): TestPoint => ({ "price.BTC-USD": { value } });
  const path = [{ ...eth(100), ...btc(101) }, { ...eth(90), ...btc(99) }, btc(101), btc(99)];
  const { traces, fires } = evaluateAt(when, path, { terms: { validFromMs: null } });
  expect({ fires, stop: traces[0] }).toMatchObject({ fires: true, stop: { left: 90, right: 81, holds: true } });
  expect(verdictOn(when, traces)).toBe("accepted");
  const asNew = traces.map((trace) => ({
    ...trace,
    inputs: trace.inputs.map((input) => ({ ...input, sampleAtMs: testAtMs })),
  }));
  expect(verdictOn(when, asNew)).toBe("does-not-hold");
});

/** Ten minutes in which no price comes: more than a price's own limit. */
const silence = quietPoints(5);
test.each<[string, string, TestPoint[], boolean, string]>([
  ["no data, and it fires then", "price('ETH-USD') < 100", [eth(101), ...silence], true, "accepted"],
  ["no data, and it waits then", "price('ETH-USD') < 100", [eth(99), ...silence], false, "does-not-hold"],
  ["data, and it is false", "price('ETH-USD') < 100", [eth(101)], true, "does-not-hold"],
  ["data, and it is true", "price('ETH-USD') < 100", [eth(99)], true, "accepted"],
  ["one part without data, the other false", pair, [eth(2_600)], true, "does-not-hold"],
  ["one part without data, the other true", pair, [eth(2_400)], true, "accepted"],
  ["one part without data, the other true, and it waits then", pair, [eth(2_400)], false, "does-not-hold"],
  ["a crossing without data", crossing, [eth(101), ...silence], true, "accepted"],
  ["a stop without data", stop, [eth(101), ...silence], true, "accepted"],
  ["too little of a window", "sma(price('ETH-USD'), '1h') < 100", [eth(90)], true, "accepted"],
])("%s", (_what, when, path, firesUnknown, verdict) => {
  expect(verdictOn(when, explainAt(when, path), { firesUnknown })).toBe(verdict);
});

test("a leaf without data is not held to any age; the others are", () => {
  const when = "price('ETH-USD') < 2500 && factor('risk') < 0";
  const old = [{ "price.ETH-USD": { value: 2_400 }, "factor.risk": { value: -1 } }, ...silence];
  const traces = explainAt(when, old);
  expect(traces.map(({ holds }) => holds)).toEqual([null, true]);
  expect(verdictOn(when, traces, { firesUnknown: true, ageMsMax: 10 * minuteMs })).toBe("accepted");
  expect(verdictOn(when, traces, { firesUnknown: true, ageMsMax: 10 * minuteMs - 1 })).toBe("stale");
});
