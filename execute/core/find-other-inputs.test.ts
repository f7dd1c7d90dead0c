import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCondition } from "../../conditions/compile-condition.ts";
import { evaluateLeaf } from "../../conditions/evaluate-leaf.ts";
import type { LeafTrace } from "../../contracts/fires.ts";
import { findOtherInputs } from "./find-other-inputs.ts";

const atMs = 7_200_000;
function compile(when: string) {
  const compiled = compileCondition(when, { cadenceMs: 120_000, isKnownSignal: () => true });
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value;
}

type Price = { readonly now: number; readonly before: number };
/** What the evaluate stage says of a condition at these prices, as it comes out of a queue. */
function explain(when: string, prices: Readonly<Record<string, Price>>): LeafTrace[] {
  const traces = compile(when).leaves.map((leaf) =>
    evaluateLeaf(leaf, atMs, (key, time) => {
      const price = prices[key];
      if (price === undefined) return undefined;
      const value = time === atMs ? price.now : price.before;
      return { value, low: value * 0.99, high: value * 1.01, sampleAtMs: time };
    }),
  );
  return JSON.parse(JSON.stringify(traces)) as LeafTrace[];
}
const still = (now: number): Price => ({ now, before: now });

const below = "price('ETH-USD') < 1000";
const told = explain(below, { "price.ETH-USD": still(900) });
const change = (traces: LeafTrace[], part: Partial<LeafTrace>): LeafTrace[] =>
  traces.map((trace) => ({ ...trace, ...part }));
const input = (value: number, key = "price.ETH-USD") => ({ key: key as never, value, sampleAtMs: atMs });

test.each<[string, string, LeafTrace[], string | null]>([
  ["as it was evaluated", below, told, null],
  ["a fall that the named price does not show", below, change(told, { inputs: [input(2_700)] }), "inputs give 2700"],
  ["no price at all, so that none can be compared", below, change(told, { inputs: [] }), "other signals"],
  ["the price of something else", below, change(told, { inputs: [input(900, "price.BTC-USD")] }), "other signals"],
  ["a second price", below, change(told, { inputs: [input(900), input(900, "price.BTC-USD")] }), "other signals"],
  ["one price twice, with two values", below, change(told, { inputs: [input(900), input(2_700)] }), "other signals"],
  ["a leaf too many", below, [...told, ...told], "no leaf 1"],
  ["a leaf without data: it holds nothing", below, change(told, { left: null, inputs: [] }), null],
  ["a sum that is wrong", "price('ETH-USD') * 2 < 3000", change(told, { left: 1_000 }), "inputs give 1800"],
  [
    "a window: its older price is in no fire, its signal is",
    "change(price('ETH-USD'), '1h') < -0.05",
    change(told, { left: -0.5, right: -0.05 }),
    null,
  ],
  [
    "a window without its signal",
    "change(price('ETH-USD'), '1h') < -0.05",
    change(told, { right: -0.05, inputs: [] }),
    "other",
  ],
])("%s", (_what, when, traces, fault) => {
  const found = findOtherInputs(compile(when), { atMs, explain: traces });
  if (fault === null) expect(found).toBeNull();
  else expect(found).toContain(fault);
});

test("whatever the evaluate stage says of whatever condition, it follows from what it names", () => {
  const price = fc.record({ now: fc.double({ noNaN: true }), before: fc.double({ noNaN: true }) });
  const conditions = fc.constantFrom(
    below,
    "change(price('ETH-USD'), '1h') < -0.05 || price('BTC-USD') > 1",
    "low('ETH-USD') < high('BTC-USD') && !(price('ETH-USD') == price('BTC-USD'))",
    "price('ETH-USD') / price('BTC-USD') - 1 <= -price('ETH-USD') * 3",
    "change(price('ETH-USD') / price('BTC-USD'), '1h') * 100 > factor('risk') + 0.1",
  );
  fc.assert(
    fc.property(conditions, price, price, fc.option(price), (when, eth, btc, risk) => {
      const prices = { "price.ETH-USD": eth, "price.BTC-USD": btc, ...(risk === null ? {} : { "factor.risk": risk }) };
      expect(findOtherInputs(compile(when), { atMs, explain: explain(when, prices) })).toBeNull();
    }),
    { numRuns: 500 },
  );
});
