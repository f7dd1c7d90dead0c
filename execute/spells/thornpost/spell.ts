import { z } from "zod";
import { err, ok } from "../../../contracts/result.ts";
import { DurationText, formatUtc, parseDurationMs } from "../../../contracts/time.ts";
import { buildCreateOrderCalls } from "../../core/order-calls.ts";
import { parseDecimal, quoteAtSqrtX96 } from "../../core/pool-price.ts";
import { lesserOf } from "../../core/positions/lesser-of.ts";
import { amountField, deviationField, fieldWords, poolDeviation, slippageField, tokenField } from "../param-fields.ts";
import { amountOf, changeOf, checkPairPrice, findPair, heldOf, sayAmount } from "../plan-swap.ts";
import { AmountText, unitsOf } from "../read-amount.ts";
import type { Spell } from "../spell.ts";
import { readUsdPrices } from "../usd-prices.ts";
import { limitOutput } from "./limit-output.ts";

/** `amount` is a decimal of whole tokens of `sell`. */
export type ThornpostParams = z.infer<typeof ThornpostParams>;
export const ThornpostParams = z.strictObject({
  sell: tokenField("Sell", "What the order sells. It waits in the order book's escrow, out of your Safe.", "WETH"),
  buy: tokenField("For", "What it brings.", "USDC"),
  amount: amountField("Amount", "How much it sells.", "sell", "2"),
  limitPrice: AmountText.meta(
    fieldWords({
      title: "Limit price",
      description: "Dollars for one token of what follows an asset. The order never brings less.",
      format: "decimal",
      unit: "USD",
      examples: ["3100"],
    }),
  ),
  validFor: DurationText.refine((text) => (parseDurationMs(text) ?? 0) > 0, "expected more than 0").meta(
    fieldWords({
      title: "Stands for",
      description: "So long the order stands, at most until the session ends.",
      format: "duration",
      examples: ["2h"],
    }),
  ),
  slippageBps: slippageField(
    0,
    "How far the limit may be behind what the pool pays when the order is made. With 0 it must be at the pool's price or better.",
    0,
  ),
  deviationBpsMax: deviationField(poolDeviation),
});

/** A limit order in two phases: this cast makes it, a keeper executes it later, or never. */
export const thornpost: Spell<typeof ThornpostParams> = {
  name: "thornpost",
  purpose: "Wait for a price: place a limit order that a keeper executes later, or that you take back.",
  risk: "medium",
  warnings: [
    "A keeper executes the order, or does not: there is no promise that it comes to be when the price is there.",
    "Until then the order holds what it sells, out of your Safe. A keeper that freezes it keeps it there until its deadline.",
    "The price can move far past the limit: the order still brings what the limit says and no more.",
  ],
  params: ThornpostParams,
  reads: [],
  permissions(params, settings) {
    const pair = findPair(settings, params.sell, params.buy);
    if (!pair.ok) return pair;
    if (settings.orders === undefined) return err({ code: "no-order-book", message: "this chain has no order book" });
    return ok([{ kind: "order", ...pair.value, unitsPerCast: unitsOf(params.amount, pair.value.sell.decimals) }]);
  },
  reducesExposure: () => false,
  plan(context, params) {
    const pair = findPair(context.settings, params.sell, params.buy);
    if (!pair.ok) return pair;
    const { sell, buy } = pair.value;
    const { orders } = context.settings;
    if (orders === undefined) return err({ code: "no-order-book", message: "this chain has no order book" });
    const amountIn = unitsOf(params.amount, sell.decimals);
    if (amountIn === 0n) return err({ code: "too-small", message: `${params.amount} ${sell.symbol} is nothing` });
    const held = heldOf(context.balances, sell);
    if (held < amountIn) {
      return err({
        code: "not-enough",
        message: `the vault holds ${sayAmount(sell, held)}, ${sayAmount(sell, amountIn)} are needed`,
      });
    }
    const gate = checkPairPrice(context, pair.value, params.deviationBpsMax);
    if (!gate.ok) return gate;
    const minOut = limitOutput(pair.value, amountIn, parseDecimal(params.limitPrice));
    const isFirst = BigInt(sell.address) < BigInt(buy.address);
    const atMarket = quoteAtSqrtX96(amountIn, context.pool.sqrtPriceX96, isFirst);
    const least = (atMarket * BigInt(10_000 - params.slippageBps)) / 10_000n;
    if (minOut < least) {
      const message = `at this limit the order brings ${sayAmount(buy, minOut)}, the pool pays ${sayAmount(buy, atMarket)} now`;
      return err({ code: "limit-passed", message });
    }
    const lifeSeconds = BigInt((parseDurationMs(params.validFor) ?? 0) / 1_000);
    const wished = context.nowSeconds + lifeSeconds;
    const deadlineSeconds = lesserOf(wished, context.sessionEndsSeconds);
    const [sellKey, buyKey] = [sell.address.toLowerCase(), buy.address.toLowerCase()];
    return ok({
      calls: buildCreateOrderCalls({
        orderBook: orders.book,
        id: context.castId,
        tokenIn: sell.address,
        amountIn,
        tokenOut: buy.address,
        minOut,
        deadlineSeconds,
      }),
      expectations: [changeOf(sell, -amountIn, -amountIn)],
      orderId: context.castId,
      expected: {
        sentences: [
          `Puts ${sayAmount(sell, amountIn)} into an order that brings at least ${sayAmount(buy, minOut)} when a keeper executes it.`,
          `The order stands until ${formatUtc(Number(deadlineSeconds) * 1_000)}; then it can only be taken back.`,
        ],
        tokensOut: [amountOf(sell, amountIn)],
        tokensIn: [amountOf(buy, minOut)],
      },
      position: {
        kind: "order",
        orderId: context.castId,
        sell: sellKey,
        buy: buyKey,
        amountIn: amountIn.toString(),
        prices: readUsdPrices(context),
      },
    });
  },
  undo(cast, _params, { order, nowSeconds }) {
    if (order === null || cast.order === null) {
      return err({ code: "unknown-order", message: "the order of this cast could not be read" });
    }
    switch (order.status) {
      case "open":
        break;
      case "frozen":
        if (nowSeconds > order.deadlineSeconds) break;
        return err({ code: "order-frozen", message: "a frozen order can be taken back once its deadline is over" });
      case "executed":
        return err({
          code: "order-executed",
          message: "the keeper has executed the order; what it brought is in the Safe",
        });
      case "cancelled":
        return err({ code: "order-cancelled", message: "the order was cancelled already, and what it held came back" });
      case "none":
        return err({ code: "unknown-order", message: "the order book knows no such order of this vault" });
    }
    return ok({
      spell: "thornpost-cancel",
      params: { orderId: order.id },
      sentences: ["Takes the order back; what it holds returns to the Safe. A keeper may execute it before."],
    });
  },
};
