import fc from "fast-check";
import { decodeFunctionData } from "viem";
import { expect, test } from "vitest";
import { orderBookAbi } from "../../core/abis.ts";
import { parseDecimal } from "../../core/pool-price.ts";
import type { OrderState } from "../../core/positions/order-state.ts";
import { newCast } from "../../core/test-cast.ts";
import type { SpellContext } from "../spell.ts";
import { testAddresses, testContext, testSettings } from "../test-context.ts";
import { thornpostCancel } from "../thornpost-cancel/spell.ts";
import { limitOutput } from "./limit-output.ts";
import { ThornpostParams, thornpost } from "./spell.ts";

const { weth, usdc, orderBook } = testAddresses;
const ether = 10n ** 18n;
const selling = ThornpostParams.parse({
  sell: "WETH",
  buy: "USDC",
  amount: "2",
  limitPrice: "3000.5",
  validFor: "2h",
  slippageBps: 0,
  deviationBpsMax: 500,
});
const buying = { ...selling, sell: "USDC", buy: "WETH", amount: "2000", limitPrice: "2500" };

test("two ether at 3000.5 dollars: what the order says, under the id of its cast", () => {
  const context = testContext({ weth: 2n * ether });
  const plan = thornpost.plan(context, selling);
  if (!plan.ok) throw new Error(plan.error.message);
  const { functionName, args } = decodeFunctionData({ abi: orderBookAbi, data: plan.value.calls[1]?.data ?? "0x" });
  expect([functionName, ...(args ?? [])]).toEqual([
    "createOrder",
    context.castId,
    weth,
    2n * ether,
    usdc,
    6_001_000_000n,
    context.nowSeconds + 7_200n,
  ]);
  expect(plan.value.calls[1]?.to).toBe(orderBook);
  expect(plan.value).toMatchObject({
    orderId: context.castId,
    position: { kind: "order", amountIn: (2n * ether).toString() },
  });
});

test("a purchase names dollars for one ether, too; an order ends with the session", () => {
  const context = testContext({ usdc: 2_000_000_000n }, { sessionEndsSeconds: 1_621_425_000n });
  const plan = thornpost.plan(context, buying);
  if (!plan.ok) throw new Error(plan.error.message);
  const { args } = decodeFunctionData({ abi: orderBookAbi, data: plan.value.calls[1]?.data ?? "0x" });
  expect(args?.slice(4)).toEqual([(8n * ether) / 10n, 1_621_425_000n]);
});

test.each<[string, SpellContext, ThornpostParams, string]>([
  ["less than the amount", testContext({ weth: ether }), selling, "not-enough"],
  [
    "a limit below what the pool pays",
    testContext({ weth: 2n * ether }),
    { ...selling, limitPrice: "2600" },
    "limit-passed",
  ],
  [
    "a purchase above what the pool asks",
    testContext({ usdc: 2_000_000_000n }),
    { ...buying, limitPrice: "2800" },
    "limit-passed",
  ],
  ["a signal far from the pool", testContext({ weth: 2n * ether, signalPriceUsd: 2_000 }), selling, "price-deviates"],
  [
    "a chain without orders",
    { ...testContext(), settings: { ...testSettings, orders: undefined } as never },
    selling,
    "no-order-book",
  ],
])("refused: %s", (_what, context, params, code) => {
  const plan = thornpost.plan(context, params);
  expect(plan.ok ? null : plan.error.code).toBe(code);
});

test("an order never brings less than its limit says, and not a unit more than that needs", () => {
  const [base, quote] = testSettings.tokens;
  if (base === undefined || quote === undefined) throw new Error("two tokens");
  const price = fc
    .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
    .map(([a, b]) => `${a}.${b}`);
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 26n }), price, fc.boolean(), (amountIn, text, isPurchase) => {
      const { numerator, denominator } = parseDecimal(text);
      const pair = isPurchase ? { sell: quote, buy: base } : { sell: base, buy: quote };
      const out = limitOutput(pair, amountIn, { numerator, denominator });
      // Cross-multiplied: dollars / ether against numerator / denominator, in smallest units.
      const [dollars, etherUnits] = isPurchase ? [amountIn, out] : [out, amountIn];
      const [paid, limit] = [dollars * denominator * 10n ** 12n, etherUnits * numerator];
      expect(isPurchase ? paid <= limit : paid >= limit).toBe(true);
      const step = isPurchase ? numerator : denominator * 10n ** 12n;
      expect(isPurchase ? limit - paid < step : paid - limit < step).toBe(true);
    }),
    { seed: 2, numRuns: 300 },
  );
});

test.each<[OrderState["status"], bigint, string | null]>([
  ["open", 0n, null],
  ["open", 1n, null],
  ["frozen", 0n, "order-frozen"],
  ["frozen", 1n, null],
  ["executed", 0n, "order-executed"],
  ["cancelled", 0n, "order-cancelled"],
  ["none", 0n, "unknown-order"],
])(
  "an order that is %s, %d seconds after its deadline: taken back, or %s; the cast that does it says the same",
  (status, late, code) => {
    const order: OrderState = {
      id: `0x${"0d".repeat(32)}`,
      status,
      sell: weth,
      buy: usdc,
      amountIn: 2n * ether,
      minOut: 1n,
      amountOut: 0n,
      deadlineSeconds: 1_621_430_000n,
    };
    const context = testContext({}, { order, nowSeconds: order.deadlineSeconds + late });
    const { cast } = newCast({ order: { id: order.id, status: "open" } });
    const undo = thornpost.undo(cast, selling, context);
    expect(undo.ok ? null : undo.error.code).toBe(code);
    const plan = thornpostCancel.plan(context, { orderId: order.id });
    expect(plan.ok ? null : plan.error.code).toBe(code);
    if (undo.ok) expect(undo.value).toMatchObject({ spell: "thornpost-cancel", params: { orderId: order.id } });
  },
);

test("a cast whose order could not be read is not taken back by guess", () => {
  const { cast } = newCast({ order: { id: `0x${"0d".repeat(32)}`, status: "open" } });
  expect(thornpost.undo(cast, selling, testContext())).toMatchObject({ ok: false, error: { code: "unknown-order" } });
});
