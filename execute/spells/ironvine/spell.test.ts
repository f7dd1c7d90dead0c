import fc from "fast-check";
import { decodeFunctionData } from "viem";
import { expect, test } from "vitest";
import { erc20Abi, swapRouterAbi } from "../../core/abis.ts";
import { parseDecimal, priceFromTick, quoteAtSqrtX96 } from "../../core/pool-price.ts";
import type { SpellContext } from "../spell.ts";
import { testAddresses, testContext, testPair, testSettings } from "../test-context.ts";
import { IronvineParams, ironvine } from "./spell.ts";

const { weth, usdc, router, safe } = testAddresses;
const { sqrtPriceX96, meanTick } = testContext().pool;
const context = (held: bigint, signalPriceUsd = 2_700): SpellContext => testContext({ weth: held, signalPriceUsd });
const params = IronvineParams.parse({
  sell: "WETH",
  buy: "USDC",
  fraction: "0.5",
  slippageBps: 100,
  deviationBpsMax: 500,
});
const oneEther = 10n ** 18n;

test("half of ten WETH: approved exactly, swapped into the Safe, at least at the pool's price less fee and slippage", () => {
  expect(priceFromTick(meanTick, testPair)).toBeCloseTo(2_700, 0);
  const plan = ironvine.plan(context(10n * oneEther), params);
  if (!plan.ok) throw new Error(plan.error.message);
  const [approve, swap] = plan.value.calls;
  expect(decodeFunctionData({ abi: erc20Abi, data: approve?.data ?? "0x" }).args).toEqual([router, 5n * oneEther]);
  const [swapParams] = decodeFunctionData({ abi: swapRouterAbi, data: swap?.data ?? "0x" }).args;
  expect(swapParams).toMatchObject({
    tokenIn: weth,
    tokenOut: usdc,
    recipient: safe,
    amountIn: 5n * oneEther,
    deadline: 1_621_424_880n,
  });
  // 13500 USDC, less 0.3 %, less 1 %.
  expect(swapParams.amountOutMinimum).toBe(13_324_904_999n);
  expect(plan.value.expectations).toEqual([
    { kind: "balance", token: weth, changeMin: `-${5n * oneEther}`, changeMax: `-${5n * oneEther}` },
    { kind: "balance", token: usdc, changeMin: "13324904999", changeMax: null },
  ]);
});

test.each<[string, SpellContext, Partial<IronvineParams>, string]>([
  ["an empty vault", context(0n), {}, "nothing-to-sell"],
  ["one wei, of which half is nothing", context(1n), {}, "nothing-to-sell"],
  ["dust that is worth nothing after fees", context(1_000n), {}, "too-small"],
  ["a token that the chain does not have", context(oneEther), { buy: "DAI" }, "unknown-token"],
  ["a token for itself", context(oneEther), { buy: "WETH" }, "unknown-token"],
  ["a signal far from the pool", context(oneEther, 2_000), {}, "price-deviates"],
])("refused: %s", (_what, seen, change, code) => {
  const plan = ironvine.plan(seen, { ...params, ...change });
  expect(plan.ok ? null : plan.error.code).toBe(code);
});

test("a token that the chain has, and its pool has not, is refused: no price that is read could bound it", () => {
  const dai = { address: testAddresses.orderBook, symbol: "DAI", decimals: 18, asset: "USD" };
  const settings = { ...testSettings, tokens: [...testSettings.tokens, dai] };
  const plan = ironvine.plan(testContext({ weth: oneEther }, { settings }), { ...params, buy: "DAI" });
  expect(plan).toMatchObject({ ok: false, error: { code: "unknown-token" } });
});

test.each(["0", "0.0", "1.5", "-0.5", "50%", "", "1e-1", ".5"])("the fraction %j is refused", (fraction) => {
  expect(IronvineParams.safeParse({ ...params, fraction }).success).toBe(false);
});

test("whatever it holds and whatever the fraction: never more than held, never a least output above the worth", () => {
  const fractions = fc.integer({ min: 1, max: 9_999 }).map((n) => `0.${String(n).padStart(4, "0").replace(/0+$/, "")}`);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 10n ** 12n, max: 10n ** 24n }),
      fc.oneof(fractions, fc.constant("1")),
      (held, fraction) => {
        const plan = ironvine.plan(context(held), IronvineParams.parse({ ...params, fraction }));
        if (!plan.ok) {
          expect(plan.error.code).toMatch(/nothing-to-sell|too-small/);
          return;
        }
        const [swapParams] = decodeFunctionData({ abi: swapRouterAbi, data: plan.value.calls[1]?.data ?? "0x" }).args;
        const { numerator, denominator } = parseDecimal(fraction);
        expect(swapParams.amountIn).toBe((held * numerator) / denominator);
        expect(swapParams.amountIn <= held).toBe(true);
        expect(swapParams.amountOutMinimum <= quoteAtSqrtX96(swapParams.amountIn, sqrtPriceX96, true)).toBe(true);
        expect(swapParams.amountOutMinimum > 0n).toBe(true);
      },
    ),
  );
});
