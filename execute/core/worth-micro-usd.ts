import type { TokenAmount } from "../../contracts/cast.ts";
import type { Prices } from "./positions/position-effect.ts";
import type { PositionToken } from "./positions/position-tokens.ts";

/**
 * What a vault is worth at the given prices, in millionths of a dollar: what it holds and has lent less what it owes. A
 * token without a price counts for nothing. Rounded down for each token.
 */
export function worthMicroUsd(
  balances: readonly TokenAmount[],
  tokens: readonly PositionToken[],
  prices: Prices,
): bigint {
  const amounts = new Map(balances.map(({ token, amount }) => [token, BigInt(amount)]));
  return tokens.reduce((sum, { address, underlying, decimals, role }) => {
    const units = amounts.get(address.toLowerCase()) ?? 0n;
    // Prices have 8 digits, millionths 6.
    const worth = (units * BigInt(prices[underlying] ?? "0")) / 10n ** BigInt(decimals + 2);
    return role === "owed" ? sum - worth : sum + worth;
  }, 0n);
}
