import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  amountInToReach,
  deviationBps,
  formatDecimal,
  integerSqrt,
  meanTick,
  type PairShape,
  parseDecimal,
  priceFromSqrtX96,
  priceFromTick,
  quoteAtSqrtX96,
  sqrtX96FromPrice,
} from "./pool-price.ts";
import { minimumOut } from "./swap-calls.ts";

const wethFirst: PairShape = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6 };
const usdcFirst: PairShape = { ...wethFirst, baseIsToken0: false };

describe("price and square root", () => {
  test.each([
    // 2^96 is a raw price of one: 10^12 dollars per ether with these decimals.
    [2n ** 96n, wethFirst, "1000000000000.000000"],
    [2n ** 96n, usdcFirst, "1000000000000.000000"],
    [2n ** 97n, { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 18 }, "4.000000"],
    [2n ** 97n, { baseIsToken0: false, baseDecimals: 18, quoteDecimals: 18 }, "0.250000"],
  ] as const)("%s is %o → %s", (sqrt, pair, price) => {
    expect(formatDecimal(priceFromSqrtX96(sqrt, pair), 6)).toBe(price);
  });

  test("every price survives the way there and back, in either token order, up to the rounding of the root", () => {
    const price = fc.record({ numerator: fc.bigInt(1n, 10n ** 14n), denominator: fc.bigInt(1n, 10n ** 6n) });
    const pair = fc.record({
      baseIsToken0: fc.boolean(),
      baseDecimals: fc.integer({ min: 6, max: 18 }),
      quoteDecimals: fc.integer({ min: 6, max: 18 }),
    });
    fc.assert(
      fc.property(price, pair, (wanted, shape) => {
        const sqrt = sqrtX96FromPrice(wanted, shape);
        const found = priceFromSqrtX96(sqrt, shape);
        const left = found.numerator * wanted.denominator;
        const right = wanted.numerator * found.denominator;
        const distance = left > right ? left - right : right - left;
        // The root is off by less than one, the price by twice that share of it.
        expect(distance * sqrt <= right * 3n).toBe(true);
      }),
    );
  });

  test("the integer square root is the largest whose square fits", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 400n), (value) => {
        const root = integerSqrt(value);
        expect(root * root <= value && (root + 1n) * (root + 1n) > value).toBe(true);
      }),
    );
  });
});

describe("decimals", () => {
  test.each([
    ["2980.55", 6, "2980.550000"],
    ["0.000001", 3, "0.000"],
    ["7", 0, "7"],
    ["0.5", 0, "0"],
  ] as const)("%s with %i digits is %s", (text, digits, shown) => {
    expect(formatDecimal(parseDecimal(text), digits)).toBe(shown);
  });
  test.each(["", "-1", "1e5", "1.", ".5", "1,000", "NaN"])("refuses %o", (text) => {
    expect(() => parseDecimal(text)).toThrow(RangeError);
  });
});

describe("mean tick", () => {
  test.each([
    [0n, 600n, 600, 1],
    [0n, 601n, 600, 1],
    [0n, -600n, 600, -1],
    // Rounded down, not towards zero.
    [0n, -601n, 600, -2],
    [100n, 100n, 60, 0],
  ])("from %s to %s in %i s is %i", (older, newer, seconds, tick) => {
    expect(meanTick(older, newer, seconds)).toBe(tick);
  });

  test("the price at a tick agrees with the exact price of the pool at that tick's root, in either order", () => {
    for (const pair of [wethFirst, usdcFirst]) {
      const exact = Number(formatDecimal(parseDecimal("2980"), 6));
      const raw = pair.baseIsToken0 ? exact / 1e12 : 1e12 / exact;
      const tick = Math.floor(Math.log(raw) / Math.log(1.0001));
      expect(deviationBps(priceFromTick(tick, pair), exact)).toBeLessThan(1.01);
    }
  });
});

describe("amounts", () => {
  const sqrt = sqrtX96FromPrice(parseDecimal("2980"), wethFirst);
  const sqrtInverse = sqrtX96FromPrice(parseDecimal("2980"), usdcFirst);
  const oneEther = 10n ** 18n;

  test("an ether is worth its price, whichever token comes first", () => {
    expect(quoteAtSqrtX96(oneEther, sqrt, true)).toBe(2_979_999_999n);
    expect(quoteAtSqrtX96(oneEther, sqrtInverse, false)).toBe(2_980_000_000n);
  });

  test.each([
    [0, 3000, 2_971_059_999n],
    [50, 3000, 2_956_204_699n],
    [10_000, 3000, 0n],
  ])("least output with %i bps of slippage and a fee of %i", (slippageBps, feePips, least) => {
    expect(minimumOut({ amountIn: oneEther, sqrtPriceX96: sqrt, tokenInIsToken0: true, feePips, slippageBps })).toBe(
      least,
    );
  });

  test.each([-1, 10_001, 0.5])("refuses a slippage of %s bps", (slippageBps) => {
    const input = { amountIn: 1n, sqrtPriceX96: sqrt, tokenInIsToken0: true, feePips: 500, slippageBps };
    expect(() => minimumOut(input)).toThrow(RangeError);
  });

  test("what moves a price from a to b is what moving back brings, up to rounding", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 24n), fc.integer({ min: 100, max: 100_000 }), (liquidity, usd) => {
        const to = sqrtX96FromPrice(parseDecimal(String(usd)), wethFirst);
        const amount = amountInToReach({ liquidity, fromSqrtX96: sqrt, toSqrtX96: to });
        expect(amount > 0n).toBe(true);
        // Token 1 in raises the price: Δ√p = amount · 2^96 / liquidity.
        if (to > sqrt) expect((amount * 2n ** 96n) / liquidity >= to - sqrt).toBe(true);
      }),
    );
  });
});
