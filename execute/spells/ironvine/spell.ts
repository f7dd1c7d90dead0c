import { z } from "zod";
import { err, ok } from "../../../contracts/result.ts";
import { findToken } from "../../core/chain-settings.ts";
import { parseDecimal } from "../../core/pool-price.ts";
import { checkPrice } from "../../core/price-gate.ts";
import { buildSwapCalls, minimumOut } from "../../core/swap-calls.ts";
import type { Spell } from "../spell.ts";

/** `fraction` is a decimal in (0, 1]: how much of what the vault holds of `sell` when the spell is cast. */
export type IronvineParams = z.infer<typeof IronvineParams>;
export const IronvineParams = z.strictObject({
  sell: z.string(),
  buy: z.string(),
  fraction: z.string().regex(/^(0\.\d{0,17}[1-9]\d{0,17}|1)$/, 'expected a decimal above 0 and up to 1, such as "0.5"'),
  /** Least output against the pool's price at sending, in basis points; covers the swap's own price impact. */
  slippageBps: z.int().min(1).max(1_000),
  /** How far the pool may be from its own mean and from the price that fired. */
  deviationBpsMax: z.int().min(1).max(2_000),
});

/** Tokens that are held to a dollar by who issues them. */
const stableTokens: ReadonlySet<string> = new Set(["USDC", "USDT", "DAI"]);

/** Protect: move a part of a volatile token to a stable one, at a price that the chain and the signal agree on. */
export const ironvine: Spell<typeof IronvineParams> = {
  name: "ironvine",
  purpose: "Protect a holding: swap a part of it to a stable token when the condition comes true.",
  risk: "low",
  params: IronvineParams,
  // It sells what the vault holds; it reduces exposure where what it buys is held to a dollar.
  reducesExposure: ({ buy }) => stableTokens.has(buy),
  plan(context, params) {
    const { settings, balances } = context;
    const sell = findToken(settings, params.sell);
    const buy = findToken(settings, params.buy);
    if (sell === undefined || buy === undefined || sell.symbol === buy.symbol) {
      return err({ code: "unknown-token", message: `${params.sell} to ${params.buy} is no pair of this chain` });
    }
    const held = BigInt(balances.find((amount) => amount.symbol === sell.symbol)?.amount ?? "0");
    const { numerator, denominator } = parseDecimal(params.fraction);
    const amountIn = (held * numerator) / denominator;
    if (amountIn === 0n) return err({ code: "nothing-to-sell", message: `the vault holds no ${sell.symbol}` });

    const tokenInIsToken0 = BigInt(sell.address) < BigInt(buy.address);
    const gate = checkPrice({
      ...context.pool,
      pair: { baseIsToken0: tokenInIsToken0, baseDecimals: sell.decimals, quoteDecimals: buy.decimals },
      signalPrice: buy.asset === "USD" ? (context.signalPrices.get(`price.${sell.asset}`) ?? null) : null,
      deviationBpsMax: params.deviationBpsMax,
    });
    if (!gate.ok) return gate;
    const amountOutMinimum = minimumOut({
      amountIn,
      sqrtPriceX96: context.pool.sqrtPriceX96,
      tokenInIsToken0,
      feePips: settings.poolFeePips,
      slippageBps: params.slippageBps,
    });
    if (amountOutMinimum === 0n) return err({ code: "too-small", message: "the amount is worth nothing after fees" });
    const calls = buildSwapCalls({
      router: settings.swapRouter,
      tokenIn: sell.address,
      tokenOut: buy.address,
      feePips: settings.poolFeePips,
      recipient: context.safe,
      amountIn,
      amountOutMinimum,
      deadlineSeconds: context.notAfterSeconds,
    });
    const sold = (-amountIn).toString();
    return ok({
      calls,
      expectations: [
        { token: sell.address.toLowerCase(), changeMin: sold, changeMax: sold },
        { token: buy.address.toLowerCase(), changeMin: amountOutMinimum.toString(), changeMax: null },
      ],
    });
  },
};
