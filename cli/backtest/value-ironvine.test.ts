import fc from "fast-check";
import { expect, test } from "vitest";
import type { SignalKey } from "../../contracts/ids.ts";
import { toFixed } from "./fixed-point.ts";
import { type ProfitAndLoss, valueIronvine } from "./value-ironvine.ts";

/** A price at each minute. */
function seriesOf(prices: readonly number[]) {
  return {
    symbol: "ETH/USDT",
    series: {
      key: "price.ETH/USDT" as SignalKey,
      knownAtMs: Float64Array.from(prices, (_, minute) => minute * 60_000),
      value: Float64Array.from(prices),
      range: null,
      validUntilMs: null,
    },
    stalenessMs: 180_000,
  };
}

function play(prices: readonly number[], minutes: readonly number[], fraction: string, slippageBps: number) {
  const params = { sell: "WETH", buy: "USDC", fraction, slippageBps, deviationBpsMax: 100 };
  const firesAtMs = minutes.map((minute) => minute * 60_000);
  return valueIronvine(firesAtMs, params, seriesOf(prices), (prices.length - 1) * 60_000);
}

type Outcome = Omit<ProfitAndLoss, "asset" | "symbol" | "unitsStart">;

test.each<
  readonly [
    title: string,
    prices: readonly number[],
    minutes: readonly number[],
    fraction: string,
    slippageBps: number,
    outcome: Outcome,
  ]
>([
  [
    "no fire: held",
    [100, 80],
    [],
    "0.5",
    100,
    { unitsEnd: "1", cashEnd: "0", valueEnd: "80", valueHeld: "80", difference: "0" },
  ],
  [
    "half sold at 100 less 1 % before a fall to 80",
    [100, 80],
    [0],
    "0.5",
    100,
    { unitsEnd: "0.5", cashEnd: "49.5", valueEnd: "89.5", valueHeld: "80", difference: "9.5" },
  ],
  [
    "half sold before a rise",
    [100, 120],
    [0],
    "0.5",
    100,
    { unitsEnd: "0.5", cashEnd: "49.5", valueEnd: "109.5", valueHeld: "120", difference: "-10.5" },
  ],
  [
    "each fire sells of what is left: 1/2 at 100, then 1/4 at 60",
    [100, 60, 40],
    [0, 1],
    "0.5",
    100,
    { unitsEnd: "0.25", cashEnd: "64.35", valueEnd: "74.35", valueHeld: "40", difference: "34.35" },
  ],
  [
    "all sold, the bound is lost",
    [0.3, 0.3],
    [0],
    "1",
    1,
    { unitsEnd: "0", cashEnd: "0.29997", valueEnd: "0.29997", valueHeld: "0.3", difference: "-0.00003" },
  ],
  [
    "nothing is left to sell the second time",
    [10, 20, 30],
    [0, 1],
    "1",
    1_000,
    { unitsEnd: "0", cashEnd: "9", valueEnd: "9", valueHeld: "30", difference: "-21" },
  ],
])("%s", (_, prices, minutes, fraction, slippageBps, outcome) => {
  const names = { asset: "WETH", symbol: "ETH/USDT", unitsStart: "1" };
  expect(play(prices, minutes, fraction, slippageBps)).toEqual({ ok: true, value: { ...names, ...outcome } });
});

test.each<readonly [title: string, minute: number, error: string | null]>([
  ["as old as may be", 4, null],
  ["too old", 5, "ETH/USDT has no present price at the fire of 1970-01-01T00:05:00.000Z"],
  ["before the first price", -1, "ETH/USDT has no present price at the fire of 1969-12-31T23:59:00.000Z"],
])("a price that is %s", (_, minute, error) => {
  const result = play([5, 6], [minute], "0.5", 50);
  expect(result.ok ? null : result.error).toBe(error);
});

test("without a price up to the end there is no value", () => {
  const params = { sell: "WETH", buy: "USDC", fraction: "1", slippageBps: 1, deviationBpsMax: 1 };
  const result = valueIronvine([], params, seriesOf([5]), -1);
  expect(result).toEqual({ ok: false, error: "ETH/USDT has no price up to the last evaluation" });
});

test("the difference is what the values differ by, and a constant price earns nothing", () => {
  const prices = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 3, maxLength: 12 });
  const fraction = fc.integer({ min: 1, max: 9 }).map((tenths) => `0.${tenths}`);
  fc.assert(
    fc.property(prices, fraction, fc.integer({ min: 1, max: 1_000 }), (list, share, slippageBps) => {
      const minutes = list.map((_, minute) => minute);
      const result = play(list, minutes, share, slippageBps);
      if (!result.ok) throw new Error(result.error);
      const { valueEnd, valueHeld, difference } = result.value;
      expect(toFixed(valueEnd) - toFixed(valueHeld)).toBe(toFixed(difference));
      const level = play(
        list.map(() => 7),
        minutes,
        share,
        slippageBps,
      );
      expect(level.ok && toFixed(level.value.difference) < 0n).toBe(true);
    }),
  );
});
