import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderState } from "../../core/positions/order-state.ts";
import { describeCall } from "../describe-call.ts";
import { testAddresses, testContext, testSettings } from "../test-context.ts";
import { ThornpostCancelParams, thornpostCancel } from "./spell.ts";

const { weth, usdc, orderBook } = testAddresses;
const order: OrderState = {
  id: `0x${"0d".repeat(32)}`,
  status: "open",
  sell: weth,
  buy: usdc,
  amountIn: 2n * 10n ** 18n,
  minOut: 1n,
  amountOut: 0n,
  deadlineSeconds: 1_621_430_000n,
};
const params = { orderId: order.id };

test("one call, to the order book, in the Safe's own name; exactly what the order holds comes back", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), fc.constantFrom(weth, usdc), (amountIn, sell) => {
      const plan = thornpostCancel.plan(testContext({}, { order: { ...order, amountIn, sell } }), params);
      if (!plan.ok) throw new Error(plan.error.message);
      expect(plan.value.calls.map(({ to }) => to)).toEqual([orderBook]);
      expect(plan.value.calls.map((call) => describeCall(call, testSettings))).toEqual([
        `Take the order ${order.id} back.`,
      ]);
      const change = amountIn.toString();
      expect(plan.value.expectations).toEqual([{ kind: "balance", token: sell, changeMin: change, changeMax: change }]);
      expect(plan.value.position).toEqual({ kind: "order-cancel", orderId: order.id });
    }),
    { seed: 12, numRuns: 100 },
  );
});

test("refused: an order that was not read, one of a token that is not known, and a chain without orders", () => {
  const codeOf = (change: Parameters<typeof testContext>[1]) => {
    const plan = thornpostCancel.plan(testContext({}, change), params);
    return plan.ok ? null : plan.error.code;
  };
  expect(codeOf({ order: null })).toBe("no-order-book");
  expect(codeOf({ order: { ...order, sell: orderBook } })).toBe("unknown-order");
  const { orders: _orders, ...without } = testSettings;
  expect(codeOf({ order, settings: without })).toBe("no-order-book");
  expect(thornpostCancel.permissions(params, without)).toMatchObject({ ok: false, error: { code: "no-order-book" } });
});

test.each(["", "0x1", `0x${"0D".repeat(32)}`, `0x${"0d".repeat(33)}`])("the order id %j is refused", (orderId) => {
  expect(ThornpostCancelParams.safeParse({ orderId }).success).toBe(false);
});
