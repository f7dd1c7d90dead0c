import { formatUnits } from "viem";
import type { TokenAmount } from "../../contracts/cast.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { Expectation } from "../core/cast-record.ts";
import type { ChainSettings, Token } from "../core/chain-settings.ts";
import { checkPrice } from "../core/price-gate.ts";
import type { Call } from "../core/safe-tx.ts";
import { buildSwapCalls, minimumOut } from "../core/swap-calls.ts";
import type { SpellContext, SpellFault } from "./spell.ts";

/** The two tokens of a trade: those of this chain's pool, one way or the other. */
export type TokenPair = { readonly sell: Token; readonly buy: Token };

/** A token beyond the first two is in no pool whose price is read here, so that nothing could bound its trade. */
export function findPair(
  { tokens }: Pick<ChainSettings, "tokens">,
  sellSymbol: string,
  buySymbol: string,
): Result<TokenPair, SpellFault> {
  const pooled = tokens.slice(0, 2);
  const sell = pooled.find(({ symbol }) => symbol === sellSymbol);
  const buy = pooled.find(({ symbol }) => symbol === buySymbol);
  if (sell === undefined || buy === undefined || sell === buy) {
    return err({ code: "unknown-token", message: `${sellSymbol} to ${buySymbol} is no pair of this chain's pool` });
  }
  return ok({ sell, buy });
}

/** The pair in which people price it: what follows an asset, in dollars. Either way round without a dollar token. */
const orient = ({ sell, buy }: TokenPair): { readonly base: Token; readonly quote: Token } =>
  sell.asset === "USD" && buy.asset !== "USD" ? { base: buy, quote: sell } : { base: sell, quote: buy };

/** Before value moves: the pool agrees with its own mean, and with the price that fired where it names this pair. */
export function checkPairPrice(
  context: Pick<SpellContext, "pool" | "signalPrices">,
  pair: TokenPair,
  deviationBpsMax: number,
): Result<true, SpellFault> {
  const { base, quote } = orient(pair);
  return checkPrice({
    ...context.pool,
    pair: {
      baseIsToken0: BigInt(base.address) < BigInt(quote.address),
      baseDecimals: base.decimals,
      quoteDecimals: quote.decimals,
    },
    signalPrice: quote.asset === "USD" ? (context.signalPrices.get(`price.${base.asset}`) ?? null) : null,
    deviationBpsMax,
  });
}

/** The least that selling so much may bring: the pool's price, less its fee, less the owner's slippage. */
export const leastOutOf =
  ({ settings, pool }: Pick<SpellContext, "settings" | "pool">, { sell, buy }: TokenPair, slippageBps: number) =>
  (amountIn: bigint): bigint =>
    minimumOut({
      amountIn,
      sqrtPriceX96: pool.sqrtPriceX96,
      tokenInIsToken0: BigInt(sell.address) < BigInt(buy.address),
      feePips: settings.poolFeePips,
      slippageBps,
    });

export type SwapPlan = {
  readonly amountIn: bigint;
  readonly leastOut: bigint;
  readonly calls: readonly Call[];
  readonly expectations: readonly Expectation[];
};

/** One swap through the pool, with what it promises. The price is to be checked before. */
export function planSwap(
  context: SpellContext,
  pair: TokenPair,
  amounts: { readonly amountIn: bigint; readonly slippageBps: number },
): Result<SwapPlan, SpellFault> {
  const { amountIn, slippageBps } = amounts;
  const leastOut = leastOutOf(context, pair, slippageBps)(amountIn);
  if (leastOut === 0n) return err({ code: "too-small", message: "the amount is worth nothing after fees" });
  const { sell, buy } = pair;
  return ok({
    amountIn,
    leastOut,
    calls: swapCallsOf(context, pair, { amountIn, leastOut }),
    expectations: [changeOf(sell, -amountIn, -amountIn), changeOf(buy, leastOut, null)],
  });
}

export const swapCallsOf = (
  { settings, safe, notAfterSeconds }: SpellContext,
  { sell, buy }: TokenPair,
  { amountIn, leastOut }: { readonly amountIn: bigint; readonly leastOut: bigint },
): readonly Call[] =>
  buildSwapCalls({
    router: settings.swapRouter,
    tokenIn: sell.address,
    tokenOut: buy.address,
    feePips: settings.poolFeePips,
    recipient: safe,
    amountIn,
    amountOutMinimum: leastOut,
    deadlineSeconds: notAfterSeconds,
  });

export const changeOf = (token: Pick<Token, "address">, changeMin: bigint, changeMax: bigint | null): Expectation => ({
  kind: "balance",
  token: token.address.toLowerCase(),
  changeMin: changeMin.toString(),
  changeMax: changeMax?.toString() ?? null,
});

export const amountOf = (token: Token, units: bigint): TokenAmount => ({
  token: token.address.toLowerCase(),
  symbol: token.symbol,
  decimals: token.decimals,
  amount: units.toString(),
});

/** "1.5 WETH", exact. */
export const sayAmount = (token: Pick<Token, "symbol" | "decimals">, units: bigint): string =>
  `${formatUnits(units, token.decimals)} ${token.symbol}`;

/** What the vault holds of a token at the block of the context. */
export const heldOf = (balances: readonly TokenAmount[], { address }: Pick<Token, "address">): bigint =>
  BigInt(balances.find(({ token }) => token === address.toLowerCase())?.amount ?? "0");
