import { expect, test } from "vitest";
import { findSoldSymbol } from "./find-sold-symbol.ts";

test.each<readonly [title: string, token: string, bought: string, symbols: readonly string[], symbol: string | null]>([
  ["the asset behind a wrapped token", "WETH", "USDC", ["WETH/USDT", "ETH/USDT"], "ETH/USDT"],
  ["of bitcoin, too", "WBTC", "USDC", ["BTC-USD"], "BTC-USD"],
  ["the token itself, where its asset is not there", "WETH", "USDC", ["WETH/USDC"], "WETH/USDC"],
  ["any other token by its own name", "LINK", "USDC", ["LINK/USDT"], "LINK/USDT"],
  ["what it is sold for first", "WETH", "USDC", ["ETH/USDT", "ETH-USD", "ETH/USDC"], "ETH/USDC"],
  ["else USDT", "WETH", "DAI", ["ETH-USD", "ETH/USDC", "ETH/USDT"], "ETH/USDT"],
  ["then USDC", "WETH", "DAI", ["ETH-USD", "ETH/USDC"], "ETH/USDC"],
  ["a slash before a dash", "WETH", "USDC", ["ETH-USDT", "ETH/USDT"], "ETH/USDT"],
  ["no other currency", "WETH", "USDC", ["ETH/EUR", "ETH/BTC", "ETH"], null],
  ["no other asset", "WETH", "USDC", ["STETH/USDT", "BTC/USDT"], null],
])("%s", (_, token, bought, symbols, symbol) => {
  expect(findSoldSymbol(token, bought, new Set(symbols))).toBe(symbol);
});
