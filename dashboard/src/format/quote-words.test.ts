import { expect, test } from "vitest";
import { describeConversion, describeSource, formatDispersion } from "./quote-words.ts";

test.each([
  [{ price: 42_190.1, quote: "USDT", rateUsd: 0.99984 }, "42,190.10 USDT at 0.9998"],
  [{ price: 1.5, quote: "USDC", rateUsd: null }, "1.5000 USDC without a rate"],
  [{ price: null, quote: "USDT", rateUsd: 1 }, null],
  [{ price: 42_190.1, quote: "USD", rateUsd: 1 }, null],
] as const)("%o: %s", (said, words) => {
  expect(describeConversion(said)).toBe(words);
});

test.each([
  [0, "0 %"],
  [0.000_001, "<0.001 %"],
  [0.000_21, "0.021 %"],
  [0.0345, "3.450 %"],
])("%s: %s", (dispersion, text) => {
  expect(formatDispersion(dispersion)).toBe(text);
});

test("a source by its name, and why it was left out", () => {
  expect(describeSource({ source: "kraken" })).toBe("kraken");
  expect(describeSource({ source: "kraken", refused: "wide-book" })).toBe("kraken: nobody trades there");
});
