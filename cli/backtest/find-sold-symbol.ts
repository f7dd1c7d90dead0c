/** Tokens that stand for an asset under another name. */
const wrapped: Readonly<Record<string, string>> = { WETH: "ETH", WBTC: "BTC" };
const dollarQuotes = ["USDT", "USDC", "USD"] as const;

/**
 * The symbol among `symbols` under which a token is priced in dollars: that of the asset behind it before its own; of
 * several that in `bought`, what it is sold for, else in USDT, USDC, USD. `ETH/USDT` goes before `ETH-USDT`.
 */
export function findSoldSymbol(token: string, bought: string, symbols: ReadonlySet<string>): string | null {
  const quotes = dollarQuotes.toSorted((a, b) => Number(b === bought) - Number(a === bought));
  for (const asset of [wrapped[token] ?? token, token]) {
    for (const quote of quotes) {
      for (const symbol of [`${asset}/${quote}`, `${asset}-${quote}`]) if (symbols.has(symbol)) return symbol;
    }
  }
  return null;
}
