import { expect, test } from "vitest";
import { plainTokens } from "./vault-tokens.ts";

const token = (symbol: string) => ({ token: `0x${symbol}`, symbol, decimals: 18, amount: "1" });
const symbolsOf = (symbols: readonly string[]) => plainTokens(symbols.map(token)).map(({ symbol }) => symbol);

test.each([
  [
    ["WETH", "USDC", "aWETH", "debtWETH", "aUSDC", "debtUSDC"],
    ["WETH", "USDC"],
  ],
  [
    ["apple", "USDC"],
    ["apple", "USDC"],
  ],
  [
    ["debt", "USDC"],
    ["debt", "USDC"],
  ],
  [[], []],
])("%j", (given, plain) => {
  expect(symbolsOf(given)).toEqual(plain);
});
