import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDecimal } from "../../core/pool-price.ts";
import { findReserve, wad, worthBase } from "../../core/positions/lending-state.ts";
import { leastOutOf } from "../plan-swap.ts";
import { planUnwindRounds } from "../stormforge-unwind/plan-rounds.ts";
import { type TestWorld, testContext, testLending, testSettings } from "../test-context.ts";
import { planWindRounds, type WindInput } from "./plan-rounds.ts";

const [weth, usdc] = testSettings.tokens;
if (weth === undefined || usdc === undefined) throw new Error("two tokens");
const ether = 10n ** 18n;

function inputOf(world: TestWorld, amount: bigint, leverage: string, slippageBps = 100): WindInput {
  const state = testLending(world);
  const [collateral, debt] = [findReserve(state, "WETH"), findReserve(state, "USDC")];
  if (collateral === undefined || debt === undefined) throw new Error("two reserves");
  const leastOut = leastOutOf(testContext(world), { sell: usdc as never, buy: weth as never }, slippageBps);
  return { state, collateral, debt, amount, leverage: parseDecimal(leverage), leastOut };
}

test("twice an ether at 2700: 2700 dollars are borrowed in two rounds, and the health factor is as reckoned by hand", () => {
  const plan = planWindRounds(inputOf({}, ether, "2"));
  if (!plan.ok) throw new Error(plan.error.message);
  expect(plan.value.borrowed).toBe(2_700_000_000n);
  expect(plan.value.rounds).toHaveLength(2);
  // 1 + (1 - 0.3 %) (1 - 1 %) = 1.98703 ether, times 0.825.
  expect(Number(plan.value.health) / 1e18).toBeCloseTo(1.98703 * 0.825, 4);
});

test("what was lent and owed before counts: cast again it stays at its target", () => {
  const world = { suppliedWeth: 2n * ether, owedUsdc: 2_700_000_000n };
  const again = planWindRounds(inputOf(world, ether, "2"));
  if (!again.ok) throw new Error(again.error.message);
  expect(again.value.borrowed).toBe(2_700_000_000n);
  expect(planWindRounds(inputOf(world, ether / 10n, "1.2"))).toMatchObject({ ok: false, error: { code: "at-target" } });
  const sunk = planWindRounds(inputOf({ suppliedWeth: ether, owedUsdc: 9_000_000_000n }, ether, "2"));
  expect(sunk).toMatchObject({ ok: false, error: { code: "no-equity" } });
});

test("the market lends each step, it ends at the target, and the way back is planned at once", () => {
  const worlds = fc.record({
    amount: fc.bigInt({ min: 10n ** 15n, max: 10n ** 23n }),
    priceUsd: fc.integer({ min: 100, max: 99_999 }).map(String),
    leverage: fc.integer({ min: 1_001, max: 1_999 }).map((n) => (n / 1_000).toString()),
    slippageBps: fc.integer({ min: 1, max: 300 }),
  });
  fc.assert(
    fc.property(worlds, ({ amount, priceUsd, leverage, slippageBps }) => {
      const input = inputOf({ priceUsd }, amount, leverage, slippageBps);
      const plan = planWindRounds(input);
      if (!plan.ok) throw new Error(plan.error.message);
      const { collateral, debt } = input;
      let [supplied, owed] = [amount, 0n];
      for (const { borrow, leastOut } of plan.value.rounds) {
        owed += borrow;
        expect(worthBase(owed, debt)).toBeLessThanOrEqual((worthBase(supplied, collateral) * 8_000n) / 10_000n);
        supplied += leastOut;
      }
      expect(owed).toBe(plan.value.borrowed);
      expect(supplied).toBe(plan.value.supplied);
      const { numerator, denominator } = parseDecimal(leverage);
      const asked = (worthBase(amount, collateral) * (numerator - denominator)) / denominator;
      expect(worthBase(owed, debt)).toBeLessThanOrEqual(asked);
      expect(asked - worthBase(owed, debt)).toBeLessThanOrEqual(100n);
      expect(plan.value.health).toBeGreaterThan(wad);
      const back = planUnwindRounds({
        state: testLending({ priceUsd, suppliedWeth: supplied, owedUsdc: owed }),
        collateral: { ...collateral, supplied, isCollateral: true },
        debt: { ...debt, owed },
        leastOut: leastOutOf(testContext({ priceUsd }), { sell: weth as never, buy: usdc as never }, slippageBps),
        secondsMax: 1_800n,
      });
      expect(back.isWhole).toBe(true);
    }),
    { seed: 11, numRuns: 300 },
  );
});
