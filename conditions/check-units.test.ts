import { expect, test } from "vitest";
import { describeUnit, divideUnits, isSameUnit, multiplyUnits, type Unit, unitOf } from "./check-units.ts";

const usd = unitOf("USDT");
const btc = unitOf("BTC");
const none = unitOf(undefined);

test.each<[string, Unit, string]>([
  ["none", none, "without unit"],
  ["a dollar coin", usd, "in USD"],
  ["a currency", btc, "in BTC"],
  ["a product", multiplyUnits(usd, btc), "in USD·BTC"],
  ["a power", multiplyUnits(usd, usd), "in USD^2"],
  ["a quotient", divideUnits(usd, btc), "in USD/BTC"],
  ["an inverse", divideUnits(none, multiplyUnits(usd, usd)), "in 1/USD^2"],
  ["what cancels out", divideUnits(usd, unitOf("USDC")), "without unit"],
])("%s: %s", (_, unit, text) => {
  expect(describeUnit(unit)).toBe(text);
});

test.each<[Unit, Unit, boolean]>([
  [usd, unitOf("DAI"), true],
  [usd, btc, false],
  [usd, none, false],
  [multiplyUnits(usd, btc), multiplyUnits(btc, usd), true],
  [multiplyUnits(usd, usd), usd, false],
])("%o and %o are the same: %s", (a, b, isSame) => {
  expect(isSameUnit(a, b)).toBe(isSame);
});
