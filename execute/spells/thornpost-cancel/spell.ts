import type { Hex } from "viem";
import { z } from "zod";
import { Hash } from "../../../contracts/ids.ts";
import { err, ok } from "../../../contracts/result.ts";
import { buildCancelOrderCall } from "../../core/order-calls.ts";
import { fieldWords } from "../param-fields.ts";
import { amountOf, changeOf, sayAmount } from "../plan-swap.ts";
import type { Spell } from "../spell.ts";

export type ThornpostCancelParams = z.infer<typeof ThornpostCancelParams>;
export const ThornpostCancelParams = z.strictObject({
  orderId: Hash.meta(
    fieldWords({
      title: "Order",
      description: "The order that is taken back: 32 bytes as hex.",
      format: "hash",
      examples: [`0x${"00".repeat(31)}aa`],
    }),
  ),
});

/** Takes an order of the vault back, and what it holds into the Safe. */
export const thornpostCancel: Spell<typeof ThornpostCancelParams> = {
  name: "thornpost-cancel",
  purpose: "Take a limit order back: what it holds returns to the vault.",
  risk: "low",
  warnings: ["A keeper may execute the order before this cast arrives; the cast is then refused by the chain."],
  params: ThornpostCancelParams,
  reads: ["orders"],
  orderId: ({ orderId }) => orderId as Hex,
  permissions: (_params, settings) =>
    settings.orders === undefined
      ? err({ code: "no-order-book", message: "this chain has no order book" })
      : ok([{ kind: "cancel-orders" }]),
  reducesExposure: () => true,
  plan({ settings, order, safe, nowSeconds }) {
    if (settings.orders === undefined || order === null) {
      return err({ code: "no-order-book", message: "the order book was not read" });
    }
    const token = settings.tokens.find(({ address }) => address.toLowerCase() === order.sell.toLowerCase());
    const isOver = nowSeconds > order.deadlineSeconds;
    if (order.status === "none" || token === undefined) {
      return err({ code: "unknown-order", message: "the order book knows no such order of this vault" });
    }
    if (order.status === "frozen" && !isOver) {
      return err({ code: "order-frozen", message: "a frozen order can be taken back once its deadline is over" });
    }
    if (order.status !== "open" && order.status !== "frozen") {
      return err({ code: `order-${order.status}`, message: `the order is ${order.status} already` });
    }
    return ok({
      calls: [buildCancelOrderCall(settings.orders.book, safe, order.id)],
      expectations: [changeOf(token, order.amountIn, order.amountIn)],
      expected: {
        sentences: [`Takes the order back, and ${sayAmount(token, order.amountIn)} with it.`],
        tokensOut: [],
        tokensIn: [amountOf(token, order.amountIn)],
      },
      position: { kind: "order-cancel", orderId: order.id },
    });
  },
  undo: () => err({ code: "not-undone", message: "an order that was taken back is placed anew by casting thornpost" }),
};
