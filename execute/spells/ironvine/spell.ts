import { z } from "zod";
import { err, ok } from "../../../contracts/result.ts";
import { parseDecimal } from "../../core/pool-price.ts";
import { lesserOf } from "../../core/positions/lesser-of.ts";
import { deviationField, fieldWords, poolDeviation, slippageField, swapSlippage, tokenField } from "../param-fields.ts";
import { amountOf, checkPairPrice, findPair, heldOf, planSwap, sayAmount } from "../plan-swap.ts";
import { sellFractionOf } from "../sell-fraction.ts";
import type { Spell } from "../spell.ts";
import { readUsdPrices } from "../usd-prices.ts";

/** `fraction` is a decimal in (0, 1]: how much of what the vault holds of `sell` when the spell is cast. */
export type IronvineParams = z.infer<typeof IronvineParams>;
export const IronvineParams = z.strictObject({
  sell: tokenField("Sell", "What is sold, of what the vault holds at that moment.", "WETH"),
  buy: tokenField("For", "The stable token that comes for it.", "USDC"),
  fraction: z
    .string()
    .regex(/^(0\.\d{0,17}[1-9]\d{0,17}|1)$/, 'expected a decimal above 0 and up to 1, such as "0.5"')
    .meta(
      fieldWords({
        title: "Part",
        description: "How much of the holding is sold: above 0 and up to 1; 0.5 is half of it.",
        format: "decimal",
        unit: "of the holding",
        examples: ["0.5"],
      }),
    ),
  slippageBps: slippageField(1, swapSlippage, 100),
  deviationBpsMax: deviationField(poolDeviation),
});

/** Tokens that are held to a dollar by who issues them. */
const stableTokens: ReadonlySet<string> = new Set(["USDC", "USDT", "DAI"]);

/** Protect: move a part of a volatile token to a stable one, at a price that the chain and the signal agree on. */
export const ironvine: Spell<typeof IronvineParams> = {
  name: "ironvine",
  purpose: "Protect a holding: swap a part of it to a stable token when the condition comes true.",
  risk: "low",
  warnings: [
    "It sells into a falling market: where the price recovers, what was sold does not.",
    "Beyond the slippage that you allow it does not sell at all.",
  ],
  params: IronvineParams,
  reads: [],
  permissions(params, settings) {
    const pair = findPair(settings, params.sell, params.buy);
    return pair.ok ? ok([{ kind: "swap", ...pair.value, unitsPerCast: null }]) : pair;
  },
  // It sells what the vault holds; it reduces exposure where what it buys is held to a dollar.
  reducesExposure: ({ buy }) => stableTokens.has(buy),
  plan(context, params) {
    const pair = findPair(context.settings, params.sell, params.buy);
    if (!pair.ok) return pair;
    const { sell, buy } = pair.value;
    const { numerator, denominator } = parseDecimal(params.fraction);
    const amountIn = (heldOf(context.balances, sell) * numerator) / denominator;
    if (amountIn === 0n) return err({ code: "nothing-to-sell", message: `the vault holds no ${sell.symbol}` });
    const gate = checkPairPrice(context, pair.value, params.deviationBpsMax);
    if (!gate.ok) return gate;
    const swap = planSwap(context, pair.value, { amountIn, slippageBps: params.slippageBps });
    if (!swap.ok) return swap;
    const { calls, expectations, leastOut } = swap.value;
    return ok({
      calls,
      expectations,
      expected: {
        sentences: [`Sells ${sayAmount(sell, amountIn)} for at least ${sayAmount(buy, leastOut)}.`],
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
    const got = heldOf(cast.balancesAfter, buy) - heldOf(cast.balancesBefore, buy);
    const amount = lesserOf(got, heldOf(context.balances, buy));
    if (amount <= 0n) return err({ code: "nothing-to-sell", message: `the vault holds no ${buy.symbol} of this cast` });
    const { slippageBps, deviationBpsMax } = params;
    const fraction = sellFractionOf(amount, heldOf(context.balances, buy)) ?? "1";
    return ok({
      spell: "ironvine",
      params: { sell: buy.symbol, buy: sell.symbol, fraction, slippageBps, deviationBpsMax },
      sentences: [
        `Buys ${sell.symbol} back for the ${sayAmount(buy, amount)} that this cast brought, at the price of today.`,
      ],
    });
  },
};
