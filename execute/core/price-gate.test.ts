import { expect, test } from "vitest";
import { parseDecimal, sqrtX96FromPrice } from "./pool-price.ts";
import { checkPrice } from "./price-gate.ts";

const pair = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6 };
/** The tick of a price: log base 1.0001 of the raw price. */
const tickOf = (price: number) => Math.round(Math.log(price * 10 ** (6 - 18)) / Math.log(1.0001));

test.each<[string, string, number, number | null, number, boolean]>([
  ["all agree", "2700", 2_700, 2_700, 100, true],
  ["within one percent", "2700", 2_680, 2_720, 100, true],
  ["the pool was pushed away from its own mean", "2700", 2_600, 2_700, 300, false],
  ["the signal says something else", "2700", 2_700, 2_500, 300, false],
  ["the condition names no price of this pair", "2700", 2_700, null, 100, true],
])("%s", (_what, spot, mean, signalPrice, deviationBpsMax, isAllowed) => {
  for (const baseIsToken0 of [true, false]) {
    const shape = { ...pair, baseIsToken0 };
    const result = checkPrice({
      sqrtPriceX96: sqrtX96FromPrice(parseDecimal(spot), shape),
      meanTick: baseIsToken0 ? tickOf(mean) : -tickOf(mean),
      pair: shape,
      signalPrice,
      deviationBpsMax,
    });
    expect(result.ok).toBe(isAllowed);
    if (!result.ok) expect(result.error.message).toMatch(/^the pool is at 2700\.00, .* bps apart, allowed are \d+$/);
  }
});
