import { expect, test } from "vitest";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { editDistance } from "./edit-distance.ts";
import { keysWithPrefix, suggestName, suggestSignal, suggestSymbol } from "./suggest-name.ts";

test.each<[string, string, number, number]>([
  ["", "", 3, 0],
  ["risk", "risk", 0, 0],
  ["risk", "rsk", 3, 1],
  ["risk", "riskk", 3, 1],
  ["risk", "rizk", 3, 1],
  ["risk", "irsk", 3, 1],
  ["kitten", "sitting", 3, 3],
  ["kitten", "sitting", 2, 3],
  ["kitten", "sitting", 1, 2],
  ["a", "abcdef", 4, 5],
  ["abcdef", "bcdefa", 9, 2],
])("%j to %j, up to %d, takes %d", (a, b, distanceMax, distance) => {
  expect([editDistance(a, b, distanceMax), editDistance(b, a, distanceMax)]).toEqual([distance, distance]);
});

test.each<[string, string[], string | null]>([
  ["smma", ["price", "sma", "ema"], "sma"],
  ["STDDEV", ["min", "stddev"], "stddev"],
  ["magic", ["price", "max"], null],
  ["x".repeat(100), ["x".repeat(99)], null],
  ["sma", [], null],
])("%j of %j is %j", (name, names, suggestion) => {
  expect(suggestName(name, names)).toBe(suggestion);
});

const keys = ["BTC/USDT", "DOT/USDT", "ETH/BTC", "ETH/USDT", "GOLD", "SOL/EUR", "SOL-USD"]
  .map((symbol) => `price.${symbol}`)
  .concat("cluster.ETH/USDT.cohesion", "factor.regulation", "factor.risk", "market.0x7f3a", "event.😀")
  .sort(compareCodePoints);

test.each<[string, string | null]>([
  // Another way to write it.
  ["price.ETHUSDT", "price.ETH/USDT"],
  ["price.eth-usdt", "price.ETH/USDT"],
  ["price.ETHBTC", "price.ETH/BTC"],
  ["price.price.ETH/BTC", "price.ETH/BTC"],
  ["ETH/BTC", "price.ETH/BTC"],
  ["prices.SOL-USD", "price.SOL-USD"],
  // The same asset, dollars first.
  ["price.ETH", "price.ETH/USDT"],
  ["price.SOL", "price.SOL-USD"],
  ["price.SOL/GBP", "price.SOL-USD"],
  ["price.GOLD/USD", "price.GOLD"],
  // A slip.
  ["price.EHT/USDT", "price.ETH/USDT"],
  ["price.ETHUSTD", "price.ETH/USDT"],
  ["price.GLD", "price.GOLD"],
  ["factor.rsk", "factor.risk"],
  ["factor.Regulations", "factor.regulation"],
  ["cluster.ETH/USDT.cohesoin", "cluster.ETH/USDT.cohesion"],
  ["event.😁", null],
  // Nothing near: all pairs in one currency resemble one another.
  ["price.XYZ/USDT", null],
  ["price.DOGE/USDT", null],
  ["factor.weather", null],
  ["price.", null],
  ["", null],
  [`price.${"ETH".repeat(100)}`, null],
])("%j is perhaps %j", (key, suggestion) => {
  expect(suggestSignal(key, keys)).toBe(suggestion);
});

test.each<[string, string | null]>([
  ["BTCUSDT", "BTC/USDT"],
  ["risk", null],
])("the symbol %j is perhaps %j", (symbol, suggestion) => {
  expect(suggestSymbol(symbol, keys)).toBe(suggestion);
});

test.each<[string, string[]]>([
  ["factor.", ["factor.regulation", "factor.risk"]],
  ["event.", ["event.😀"]],
  ["none.", []],
  ["", keys],
])("names that begin with %j", (prefix, found) => {
  expect(keysWithPrefix(keys, prefix)).toEqual(found);
});

test("among many signals, those around the place of the key are looked at", () => {
  const many = Array.from({ length: 50_000 }, (_, index) => `price.T${String(index).padStart(5, "0")}/USDT`);
  expect(suggestSignal("price.T40000USDT", many)).toBe("price.T40000/USDT");
  expect(suggestSignal("price.T40000", many)).toBe("price.T40000/USDT");
});
