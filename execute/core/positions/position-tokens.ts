import type { Address } from "viem";
import type { ChainSettings } from "../chain-settings.ts";

/**
 * A token whose balance tells of the vault. `held`: in the Safe. `lent`: a claim on the lending market, which grows. `owed`:
 * a debt to it, which grows, too: the one kind that is worth less than nothing.
 */
export type PositionToken = {
  readonly address: Address;
  readonly symbol: string;
  readonly decimals: number;
  readonly role: "held" | "lent" | "owed";
  /** The token that it stands for, in lower case; itself where it is held. */
  readonly underlying: string;
  readonly isDollar: boolean;
};

export const lentSymbol = (symbol: string): string => `a${symbol}`;
export const owedSymbol = (symbol: string): string => `debt${symbol}`;

/** All that casts can move on this chain: the tokens of the settings, then what the lending market has of each. */
export function listPositionTokens({
  tokens,
  lending,
}: Pick<ChainSettings, "tokens" | "lending">): readonly PositionToken[] {
  const held = tokens.map(({ address, symbol, decimals, asset }) => ({
    address,
    symbol,
    decimals,
    role: "held" as const,
    underlying: address.toLowerCase(),
    isDollar: asset === "USD",
  }));
  const inMarket = (lending?.reserves ?? []).flatMap(({ symbol, aToken, variableDebt }): PositionToken[] => {
    const token = held.find((one) => one.symbol === symbol);
    if (token === undefined) throw new Error(`the lending market lists ${symbol}, which is none of the chain's tokens`);
    return [
      { ...token, address: aToken, symbol: lentSymbol(symbol), role: "lent" },
      { ...token, address: variableDebt, symbol: owedSymbol(symbol), role: "owed" },
    ];
  });
  return [...held, ...inMarket];
}
