import fc from "fast-check";
import { decodeFunctionData } from "viem";
import { expect, test } from "vitest";
import { swapRouterAbi } from "../../core/abis.ts";
import type { CastRecord } from "../../core/cast-record.ts";
import { decide } from "../../core/lifecycle/decide.ts";
import { newCast } from "../../core/test-cast.ts";
import { countSpent } from "../count-spent.ts";
import { IronvineParams } from "../ironvine/spell.ts";
import type { SpellContext } from "../spell.ts";
import { testAddresses, testContext, testSettings } from "../test-context.ts";
import { EverbloomParams, everbloom } from "./spell.ts";

const { usdc, weth } = testAddresses;
const dollars = (amount: number) => BigInt(amount) * 10n ** 6n;
const params = EverbloomParams.parse({
  buy: "WETH",
  sell: "USDC",
  amount: "100",
  budget: "250",
  slippageBps: 100,
  deviationBpsMax: 500,
});
const holding = (usdcUnits: bigint, change: Partial<SpellContext> = {}) => testContext({ usdc: usdcUnits }, change);

test("a hundred dollars of ether, at least at the pool's price less fee and slippage", () => {
  const plan = everbloom.plan(holding(dollars(1_000)), params);
  if (!plan.ok) throw new Error(plan.error.message);
  const [swap] = decodeFunctionData({ abi: swapRouterAbi, data: plan.value.calls[1]?.data ?? "0x" }).args;
  expect(swap).toMatchObject({ tokenIn: usdc, tokenOut: weth, amountIn: dollars(100), recipient: testAddresses.safe });
  // 100 / 2700 ether, less 0.3 %, less 1 %.
  expect(Number(swap.amountOutMinimum) / 1e18).toBeCloseTo((100 / 2_700) * 0.997 * 0.99, 9);
  expect(plan.value.position).toEqual({
    kind: "swap",
    sell: usdc,
    buy: weth,
    prices: { [usdc]: "100000000", [weth]: "269999999999" },
  });
});

test("the last purchase is what the budget leaves, and then there is none", () => {
  const bought = (spentSoFar: bigint) => {
    const plan = everbloom.plan(holding(dollars(1_000), { spentSoFar }), params);
    return plan.ok ? plan.value.expected.tokensOut[0]?.amount : plan.error.code;
  };
  expect([0, 100, 200, 250, 300].map((spent) => bought(dollars(spent)))).toEqual([
    "100000000",
    "100000000",
    "50000000",
    "budget-spent",
    "budget-spent",
  ]);
});

test.each<[string, SpellContext, Partial<EverbloomParams>, string]>([
  ["nobody has counted what was spent", holding(dollars(1_000), { spentSoFar: null }), {}, "not-counted"],
  ["the vault holds less than it is to spend", holding(dollars(99)), {}, "not-enough"],
  ["an amount below the smallest unit", holding(dollars(99)), { amount: "0.0000001" }, "too-small"],
  ["a token that the chain does not have", holding(dollars(1_000)), { buy: "WBTC" }, "unknown-token"],
  ["a signal far from the pool", testContext({ usdc: dollars(1_000), signalPriceUsd: 2_000 }), {}, "price-deviates"],
])("refused: %s", (_what, context, change, code) => {
  const plan = everbloom.plan(context, { ...params, ...change });
  expect(plan.ok ? null : plan.error.code).toBe(code);
});

test.each(["0", "-1", "1e3", "01", "1.", ".5", "0.0", "1,000", ""])("the amount %j is refused", (amount) => {
  expect(EverbloomParams.safeParse({ ...params, amount }).success).toBe(false);
});

test("taken back: sells what it bought by Ironvine, never more", () => {
  const amounts = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.bigInt({ min: 0n, max: 10n ** 24n }));
  fc.assert(
    fc.property(amounts, ([bought, others]) => {
      const amount = (units: bigint) => [{ token: weth, symbol: "WETH", decimals: 18, amount: units.toString() }];
      const { cast } = newCast({ balancesBefore: amount(others), balancesAfter: amount(others + bought) });
      const undo = everbloom.undo(cast, params, testContext({ weth: others + bought }));
      if (!undo.ok) {
        // A part too small for eighteen digits of what is held.
        expect(bought * 10n ** 18n).toBeLessThan(others + bought);
        return;
      }
      const { fraction } = IronvineParams.parse(undo.value.params);
      const [whole = "0", digits = ""] = fraction.split(".");
      const sold = ((others + bought) * BigInt(whole + digits.padEnd(18, "0"))) / 10n ** 18n;
      expect(sold).toBeLessThanOrEqual(bought);
      expect(bought - sold).toBeLessThanOrEqual((others + bought) / 10n ** 18n + 1n);
    }),
    { seed: 3, numRuns: 300 },
  );
});

const [, usdcToken] = testSettings.tokens;
if (usdcToken === undefined) throw new Error("two tokens");
const signed = (id: string, change: Partial<CastRecord["cast"]>, units: bigint): CastRecord => {
  const record = newCast({ id: `0x${id.repeat(64)}` as never, ...change });
  const change1 = (-units).toString();
  return {
    ...record,
    attempts: [{ ...({} as CastRecord["attempts"][number]), nonce: 1 }],
    expectations: [{ kind: "balance", token: usdc, changeMin: change1, changeMax: change1 }],
  };
};

test("the budget counts what is signed, in whatever state, and nothing that can never be executed", () => {
  const own = newCast();
  const others = [
    signed("1", { state: "FINALIZED" }, dollars(10)),
    signed("2", { state: "STUCK" }, dollars(20)),
    signed("3", { state: "INCLUDED_UNVERIFIED" }, dollars(40)),
    signed("4", { state: "REVERTED" }, dollars(80)),
    signed("5", { state: "CANCELLED" }, dollars(160)),
    signed("6", { state: "SIGNED", triggerId: "another" as never }, dollars(320)),
    newCast({ id: `0x${"7".repeat(64)}` as never }),
    { ...own, attempts: signed("8", {}, 1n).attempts },
  ];
  expect(countSpent(own, others, usdcToken)).toBe(dollars(70));
});

test("casts one after another never spend more than the budget, whatever becomes of each", () => {
  const fates = fc.array(fc.constantFrom("FINALIZED", "REVERTED", "CANCELLED", "SIGNED", "STUCK"), { maxLength: 30 });
  fc.assert(
    fc.property(fates, fc.integer({ min: 1, max: 90 }), (states, amount) => {
      const done: CastRecord[] = [];
      for (const [index, state] of states.entries()) {
        const record = newCast({ id: `0x${index.toString(16).padStart(64, "0")}` as never });
        const spentSoFar = countSpent(record, done, usdcToken);
        const plan = everbloom.plan(holding(dollars(10_000), { spentSoFar }), { ...params, amount: String(amount) });
        if (!plan.ok) continue;
        const { expectations, position, calls } = plan.value;
        expect(calls).toHaveLength(2);
        expect(position.kind).toBe("swap");
        done.push({ ...signed("f", { ...record.cast, state }, 0n), expectations });
      }
      const spent = countSpent(newCast(), done, usdcToken);
      expect(spent).toBeLessThanOrEqual(dollars(250));
    }),
    { seed: 5, numRuns: 200 },
  );
});

test("a cast that is refused before it is signed has spent nothing", () => {
  const refused = decide(
    newCast({ id: `0x${"9".repeat(64)}` as never }),
    {
      type: "refused",
      reason: { code: "expired", message: "" },
    },
    1,
  );
  expect(countSpent(newCast(), [refused], usdcToken)).toBe(0n);
});
