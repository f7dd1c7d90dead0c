import { z } from "zod";
import { err, ok } from "../../../contracts/result.ts";
import { lesserOf } from "../../core/positions/lesser-of.ts";
import {
  amountField,
  deviationField,
  poolDeviation,
  slippageField,
  swapSlippage,
  tokenField,
} from "../param-fields.ts";
import { amountOf, checkPairPrice, findPair, heldOf, planSwap, sayAmount } from "../plan-swap.ts";
import { unitsOf } from "../read-amount.ts";
import { sellFractionOf } from "../sell-fraction.ts";
import type { Spell } from "../spell.ts";
import { readUsdPrices } from "../usd-prices.ts";

/** `amount` and `budget` are decimals of whole tokens of `sell`: so much with each cast, and so much in all. */
export type EverbloomParams = z.infer<typeof EverbloomParams>;
export const EverbloomParams = z.strictObject({
  buy: tokenField("Buy", "What is bought, a little each time.", "WETH"),
  sell: tokenField("Pay with", "What is given for it.", "USDC"),
  amount: amountField("Each time", "So much is spent with each cast.", "sell", "100"),
  budget: amountField(
    "Budget",
    "Of all casts of one trigger together. What was spent does not come back when the trigger is changed.",
    "sell",
    "2000",
  ),
  slippageBps: slippageField(1, swapSlippage, 100),
  deviationBpsMax: deviationField(poolDeviation),
});

/** Accumulate: buy a little of a token whenever the condition comes true, until the budget is spent. */
export const everbloom: Spell<typeof EverbloomParams> = {
  name: "everbloom",
  purpose: "Accumulate: buy a fixed amount of a token each time the condition comes true, within a budget.",
  risk: "medium",
  warnings: [
    "What it buys can lose worth; nothing sells it again unless another trigger does.",
    "Each buy pays the pool's fee and gas, so many small ones cost more than few large ones.",
  ],
  params: EverbloomParams,
  reads: [],
  budgetToken: ({ sell }) => sell,
  permissions(params, settings) {
    const pair = findPair(settings, params.sell, params.buy);
    if (!pair.ok) return pair;
    const unitsPerCast = unitsOf(params.amount, pair.value.sell.decimals);
    return ok([{ kind: "swap", ...pair.value, unitsPerCast }]);
  },
  reducesExposure: () => false,
  plan(context, params) {
    const pair = findPair(context.settings, params.sell, params.buy);
    if (!pair.ok) return pair;
    const { sell, buy } = pair.value;
    const { spentSoFar } = context;
    if (spentSoFar === null) return err({ code: "not-counted", message: "what was spent of the budget is not known" });
    const left = unitsOf(params.budget, sell.decimals) - spentSoFar;
    if (left <= 0n)
      return err({ code: "budget-spent", message: `the budget of ${params.budget} ${sell.symbol} is spent` });
    const wanted = unitsOf(params.amount, sell.decimals);
    const amountIn = lesserOf(wanted, left);
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
    const swap = planSwap(context, pair.value, { amountIn, slippageBps: params.slippageBps });
    if (!swap.ok) return swap;
    const { calls, expectations, leastOut } = swap.value;
    return ok({
      calls,
      expectations,
      expected: {
        sentences: [
          `Buys at least ${sayAmount(buy, leastOut)} for ${sayAmount(sell, amountIn)}.`,
          `Of the budget of ${params.budget} ${sell.symbol}, ${sayAmount(sell, left - amountIn)} are left afterwards.`,
        ],
        tokensOut: [amountOf(sell, amountIn)],
        tokensIn: [amountOf(buy, leastOut)],
      },
      position: {
        kind: "swap",
        sell: sell.address.toLowerCase(),
        buy: buy.address.toLowerCase(),
        prices: readUsdPrices(context),
      },
    });
  },
  undo(cast, params, context) {
    const pair = findPair(context.settings, params.sell, params.buy);
    if (!pair.ok) return pair;
    const { sell, buy } = pair.value;
    const bought = heldOf(cast.balancesAfter, buy) - heldOf(cast.balancesBefore, buy);
    const fraction = sellFractionOf(bought, heldOf(context.balances, buy));
    if (fraction === null)
      return err({ code: "nothing-to-sell", message: `the vault holds no ${buy.symbol} of this cast` });
    const { slippageBps, deviationBpsMax } = params;
    return ok({
      spell: "ironvine",
      params: { sell: buy.symbol, buy: sell.symbol, fraction, slippageBps, deviationBpsMax },
      sentences: [
        `Sells the ${sayAmount(buy, bought)} that this cast bought, at the price of today.`,
        "What was spent stays counted against the budget.",
      ],
    });
  },
};
