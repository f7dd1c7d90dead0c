import type { TokenAmount } from "../../../../../contracts/cast.ts";

/**
 * The tokens of the chain among a vault's balances, as sessions and withdrawals name them. What is lent to the lending market or
 * owed to it has a token of its own, which the vault names after the other: `aWETH`, `debtUSDC`.
 */
export function plainTokens(balances: readonly TokenAmount[]): readonly TokenAmount[] {
  const symbols = new Set(balances.map(({ symbol }) => symbol));
  const isOfMarket = (symbol: string) =>
    (symbol.startsWith("debt") && symbols.has(symbol.slice(4))) ||
    (symbol.startsWith("a") && symbols.has(symbol.slice(1)));
  return balances.filter(({ symbol }) => !isOfMarket(symbol));
}
