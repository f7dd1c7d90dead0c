import { err, ok, type Result } from "../../contracts/result.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { deviationBps } from "../core/pool-price.ts";
import { findReserve, type LendingReserve, type LendingState } from "../core/positions/lending-state.ts";
import { lentSymbol } from "../core/positions/position-tokens.ts";
import { findPair, type TokenPair } from "./plan-swap.ts";
import type { SpellContext, SpellFault } from "./spell.ts";
import { readUsdPrices } from "./usd-prices.ts";

/** A loan: `sell` is the collateral and `buy` what is owed, as when the loan is undone. */
export type LendingPair = {
  readonly tokens: TokenPair;
  readonly market: NonNullable<ChainSettings["lending"]>;
};

/** A fault where this chain has no market for the two tokens. */
export function findLendingPair(
  settings: ChainSettings,
  collateral: string,
  debt: string,
): Result<LendingPair, SpellFault> {
  const tokens = findPair(settings, collateral, debt);
  if (!tokens.ok) return tokens;
  const market = settings.lending;
  const isListed = (symbol: string) => market?.reserves.some((reserve) => reserve.symbol === symbol) === true;
  if (market === undefined || !isListed(collateral) || !isListed(debt)) {
    return err({ code: "no-market", message: `this chain has no lending market for ${collateral} and ${debt}` });
  }
  return ok({ tokens: tokens.value, market });
}

export type OpenReserves = {
  readonly state: LendingState;
  readonly collateral: LendingReserve;
  readonly debt: LendingReserve;
};

/** The two reserves as they stand. A fault where they were not read, or one is closed. */
export function findOpenReserves(
  { lending }: Pick<SpellContext, "lending">,
  { tokens: { sell, buy } }: LendingPair,
): Result<OpenReserves, SpellFault> {
  const collateral = lending === null ? undefined : findReserve(lending, sell.symbol);
  const debt = lending === null ? undefined : findReserve(lending, buy.symbol);
  if (lending === null || collateral === undefined || debt === undefined) {
    return err({ code: "no-market", message: "the lending market was not read" });
  }
  return ok({ state: lending, collateral, debt });
}

/** The market's own price decides who is liquidated, the pool's what a sale brings: a loan needs both to agree. */
export function checkMarketPrice(
  context: Pick<SpellContext, "settings" | "pool">,
  reserve: LendingReserve,
  deviationBpsMax: number,
): Result<true, SpellFault> {
  const pooled = readUsdPrices(context)[reserve.token.toLowerCase()];
  if (pooled === undefined)
    return err({ code: "no-price", message: `the pool has no dollar price of ${reserve.symbol}` });
  const [market, pool] = [Number(reserve.priceBase) / 1e8, Number(pooled) / 1e8];
  const bps = deviationBps(pool, market);
  if (bps <= deviationBpsMax) return ok(true);
  const message = `the lending market has ${reserve.symbol} at ${market.toFixed(2)}, the pool at ${pool.toFixed(2)}: ${bps.toFixed(0)} bps apart, allowed are ${deviationBpsMax}`;
  return err({ code: "price-deviates", message });
}

/** What was lent, as balances name it. */
export const lentNameOf = ({ aToken, symbol }: LendingReserve) => ({
  token: aToken.toLowerCase(),
  symbol: lentSymbol(symbol),
});
