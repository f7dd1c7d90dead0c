import fc from "fast-check";
import { expect, test } from "vitest";
import { findReserve, wad, worthBase } from "../../core/positions/lending-state.ts";
import { leastOutOf } from "../plan-swap.ts";
import { type TestWorld, testContext, testLending, testSettings } from "../test-context.ts";
import { healthAfter, planUnwindRounds, roundsMax, type UnwindInput, type UnwindPlan } from "./plan-rounds.ts";

const [weth, usdc] = testSettings.tokens;
if (weth === undefined || usdc === undefined) throw new Error("two tokens");

function inputOf(world: TestWorld, slippageBps = 100, secondsMax = 1_800n): UnwindInput {
  const state = testLending(world);
  const [collateral, debt] = [findReserve(state, "WETH"), findReserve(state, "USDC")];
  if (collateral === undefined || debt === undefined) throw new Error("two reserves");
  const leastOut = leastOutOf(testContext(world), { sell: weth as never, buy: usdc as never }, slippageBps);
  return { state, collateral, debt, leastOut, secondsMax };
}

/** Executes a plan by the market's own rules. `bringsBps`: what each swap brings over its least; interest comes first. */
function execute(input: UnwindInput, plan: UnwindPlan, bringsBps: bigint, interestUnits: bigint) {
  const { collateral, debt } = input;
  let [supplied, owed, held] = [collateral.supplied, debt.owed + interestUnits, 0n];
  for (const [index, { withdraw, leastOut }] of plan.rounds.entries()) {
    if (withdraw > supplied) throw new Error("more than is lent");
    supplied -= withdraw;
    // The market refuses a withdrawal that leaves a health factor below 1.
    const weighted = (worthBase(supplied, collateral) * collateral.thresholdBps) / 10_000n;
    const owedBase = worthBase(owed, debt) + 1n;
    if ((weighted * wad) / owedBase < wad) throw new Error(`health ${(weighted * wad) / owedBase} in round ${index}`);
    held += (leastOut * (10_000n + bringsBps)) / 10_000n;
    const isLast = plan.isWhole && index === plan.rounds.length - 1;
    const paid = isLast ? owed : leastOut;
    if (isLast && owed > leastOut) throw new Error("the approval does not cover what is owed");
    if (paid > held || paid > owed) throw new Error("it cannot pay");
    held -= paid;
    owed -= paid;
  }
  return { supplied: plan.isWhole ? 0n : supplied, owed, held };
}

const wound = (priceUsd: string, ether = 2n, owed = 2_700n): TestWorld => ({
  priceUsd,
  suppliedWeth: ether * 10n ** 18n,
  owedUsdc: owed * 10n ** 6n,
});

test.each([
  ["as it was wound", wound("2700"), 2],
  ["after a fall of 10 %", wound("2430"), 2],
  ["after a fall of 15 %", wound("2295"), 3],
  ["after a fall of 30 %", wound("1890"), 7],
  ["after a year at 4 %", { ...wound("2700"), owedUsdc: 2_810_190_000n }, 2],
  [
    "at a health factor of 1.04 and a rate of 60 %",
    { ...wound("2295"), owedUsdc: 3_628_000_000n, ratePercent: 60n },
    11,
  ],
  ["without debt", { ...wound("2700"), owedUsdc: 0n }, 0],
])("%s: it ends everything, in as many rounds as that takes", (_what, world, rounds) => {
  const input = inputOf(world);
  const plan = planUnwindRounds(input);
  expect(plan).toMatchObject({ isWhole: true, owedAfter: 0n });
  expect(plan.rounds).toHaveLength(rounds);
  expect(execute(input, plan, 0n, 0n)).toMatchObject({ supplied: 0n, owed: 0n });
});

test("so close to liquidation that one batch cannot do it: it goes as far as it can, and the health factor rises", () => {
  const input = inputOf(wound("1642"));
  const plan = planUnwindRounds(input);
  expect(plan).toMatchObject({ isWhole: false });
  expect(plan.rounds).toHaveLength(roundsMax);
  const before =
    (worthBase(input.collateral.supplied, input.collateral) * 8_250n * wad) /
    10_000n /
    worthBase(input.debt.owed, input.debt);
  const after = healthAfter(input, plan);
  expect(after === null ? 0n : after).toBeGreaterThanOrEqual((before * 9_999n) / 10_000n);
  expect(plan.owedAfter).toBeLessThan(input.debt.owed);
  expect(execute(input, plan, 0n, 0n).owed).toBeLessThanOrEqual(plan.owedAfter);
});

test("at a health factor of 1 nothing can be taken out", () => {
  expect(planUnwindRounds(inputOf(wound("1636")))).toMatchObject({ isWhole: false, rounds: [] });
});

test("whatever is lent and owed, at whatever price: the market takes each step, and a whole plan leaves no debt", () => {
  const worlds = fc.record({
    suppliedWeth: fc.bigInt({ min: 10n ** 14n, max: 10n ** 24n }),
    priceUsd: fc.integer({ min: 100, max: 99_999 }).map(String),
    healthPercent: fc.integer({ min: 101, max: 400 }),
    slippageBps: fc.integer({ min: 1, max: 300 }),
    ratePercent: fc.bigInt({ min: 0n, max: 100n }),
    bringsBps: fc.bigInt({ min: 0n, max: 100n }),
    secondsMax: fc.bigInt({ min: 0n, max: 3_600n }),
    interestPart: fc.bigInt({ min: 0n, max: 100n }),
  });
  let whole = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const { healthPercent, slippageBps, secondsMax } = world;
      const worth = (world.suppliedWeth * BigInt(world.priceUsd)) / 10n ** 12n;
      const owedUsdc = (worth * 825n) / (10n * BigInt(healthPercent));
      const input = inputOf({ ...world, owedUsdc }, slippageBps, secondsMax);
      const plan = planUnwindRounds(input);
      // Interest that comes on top until the batch executes, at the present rate.
      const grown = (owedUsdc * world.ratePercent * secondsMax) / (100n * 31_536_000n);
      const after = execute(input, plan, world.bringsBps, (grown * world.interestPart) / 100n);
      if (plan.isWhole) {
        whole += 1;
        expect(after).toMatchObject({ supplied: 0n, owed: 0n });
      } else {
        expect(after.owed).toBeLessThanOrEqual(plan.owedAfter);
      }
      expect(plan.rounds.length).toBeLessThanOrEqual(roundsMax);
    }),
    { seed: 7, numRuns: 500 },
  );
  expect(whole).toBeGreaterThan(400);
});
