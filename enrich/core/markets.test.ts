import fc from "fast-check";
import { expect, test } from "vitest";
import { MarketReading } from "../../contracts/world.ts";
import {
  isMarketSignal,
  judgeOutcomes,
  logitOf,
  type MarketQuote,
  marketRule,
  readMarket,
  toProbability,
} from "./markets.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const asOfMs = 20_000 * dayMs;
const market = { id: "rate-cut", outcome: "Yes" };
const quote = (change: Partial<MarketQuote> = {}): MarketQuote => ({
  ref: "1",
  question: "Will it?",
  source: "polymarket",
  outcomes: [
    { name: "Yes", probability: 0.6 },
    { name: "No", probability: 0.4 },
  ],
  state: "open",
  volumeUsd: 10,
  liquidityUsd: null,
  endsAtMs: null,
  updatedAtMs: asOfMs - hourMs,
  ...change,
});
const past = (hoursBefore: number, probability: number, state: "open" | "closed" = "open") => ({
  sampleAtMs: asOfMs - hourMs - hoursBefore * hourMs,
  logit: logitOf(probability),
  state,
});

test.each([
  [0.5, 0],
  [0.6, 0.4054651081081644],
  [0, -6.906754778648554],
  [0.0001, -6.906754778648554],
  [1, 6.906754778648554],
])("the logit of %d is %d", (probability, logit) => {
  expect(logitOf(probability)).toBeCloseTo(logit, 12);
});

test.each<[unknown, 1 | 100, number | null]>([
  [0.9, 1, 0.9],
  [0.9, 100, 0.009],
  [90, 100, 0.9],
  [90, 1, null],
  [1, 100, 0.01],
  [-1, 100, null],
  [101, 100, null],
  [Number.NaN, 1, null],
  ["0.5", 1, null],
  [null, 1, null],
])("%s on a route of scale %d is %s: the route decides, not the value", (value, scale, probability) => {
  if (probability === null) expect(toProbability(value, scale)).toBeNull();
  else expect(toProbability(value, scale)).toBeCloseTo(probability, 12);
});

test.each<[string, [string, number][], boolean]>([
  [
    "two that add up",
    [
      ["Yes", 0.6],
      ["No", 0.4],
    ],
    true,
  ],
  [
    "the spread of a real book",
    [
      ["Yes", 0.64],
      ["No", 0.45],
    ],
    true,
  ],
  [
    "too much",
    [
      ["Yes", 0.7],
      ["No", 0.45],
    ],
    false,
  ],
  [
    "too little: nobody quotes it",
    [
      ["Yes", 0],
      ["No", 0],
    ],
    false,
  ],
  [
    "per cent",
    [
      ["Yes", 60],
      ["No", 40],
    ],
    false,
  ],
  ["one alone", [["Yes", 1]], false],
  [
    "one name twice",
    [
      ["Yes", 0.5],
      ["Yes", 0.5],
    ],
    false,
  ],
  [
    "no number",
    [
      ["Yes", Number.NaN],
      ["No", 1],
    ],
    false,
  ],
  [
    "many",
    [
      ["A", 0.2],
      ["B", 0.3],
      ["C", 0.5],
    ],
    true,
  ],
])("outcomes: %s", (_what, outcomes, good) => {
  expect(judgeOutcomes(outcomes.map(([name, probability]) => ({ name, probability }))).ok).toBe(good);
});

test.each<[string, MarketQuote, ReturnType<typeof past>[], Partial<MarketReading> | string]>([
  ["an open market", quote(), [], { probability: 0.6, shift: null, state: "open", sampleAtMs: asOfMs - hourMs }],
  ["with its reading of a day ago", quote(), [past(24, 0.5)], { shift: logitOf(0.6) }],
  ["the nearest to a day", quote(), [past(23, 0.3), past(24.5, 0.5), past(26, 0.2)], { shift: logitOf(0.6) }],
  ["none near a day", quote(), [past(12, 0.5), past(48, 0.5)], { shift: null }],
  ["a closed reading is none", quote(), [past(24, 0.5, "closed")], { shift: null }],
  [
    "closed: no shift",
    quote({
      state: "closed",
      outcomes: [
        { name: "Yes", probability: 0 },
        { name: "No", probability: 1 },
      ],
    }),
    [past(24, 0.5)],
    { shift: null, state: "closed", logit: logitOf(0) },
  ],
  [
    "closed long ago is known all the same",
    quote({ state: "closed", updatedAtMs: asOfMs - 90 * dayMs }),
    [],
    { state: "closed" },
  ],
  ["stale", quote({ updatedAtMs: asOfMs - 7 * hourMs }), [], "stale since"],
  ["a little later than the run", quote({ updatedAtMs: asOfMs + 60_000 }), [], { sampleAtMs: asOfMs + 60_000 }],
  ["from the future", quote({ updatedAtMs: asOfMs + hourMs }), [], "ahead"],
  [
    "without that outcome",
    quote({
      outcomes: [
        { name: "Up", probability: 0.5 },
        { name: "Down", probability: 0.5 },
      ],
    }),
    [],
    "no outcome Yes; there is: Up, Down",
  ],
])("%s", (_what, from, previous, expected) => {
  const reading = readMarket(market, from, previous, asOfMs, marketRule);
  if (typeof expected === "string") expect(!reading.ok && reading.error).toContain(expected);
  else {
    if (!reading.ok) throw new Error(reading.error);
    expect(MarketReading.parse(reading.value)).toMatchObject(expected);
    expect(isMarketSignal(reading.value)).toBe(reading.value.state === "open");
  }
});

test("a reading is in the contract's bounds, and the logit grows with the probability", () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(probability, probability, (a, b) => {
      if (a < b) expect(logitOf(a)).toBeLessThanOrEqual(logitOf(b));
      const reading = readMarket(
        market,
        quote({
          outcomes: [
            { name: "Yes", probability: a },
            { name: "No", probability: 1 - a },
          ],
        }),
        [past(24, b)],
        asOfMs,
        marketRule,
      );
      expect(reading.ok && MarketReading.safeParse(reading.value).success).toBe(true);
    }),
    { numRuns: 200, seed: 10 },
  );
});
