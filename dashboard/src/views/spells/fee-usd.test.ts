import { expect, test } from "vitest";
import { feeUsd } from "./fee-usd.ts";

test.each([
  ["1000000000000000000", 2_500.5, "2500.5000"],
  ["412000000000000", 2_412.37, "0.9938"],
  ["1", 2_500, "0.0000"],
  ["123456789012345678901234567890", 3_000, "370370367037037.0367"],
  ["1000000000000000000", null, null],
  ["1000000000000000000", Number.NaN, null],
])("%s wei at %s", (wei, price, usd) => {
  expect(feeUsd(wei, price)).toBe(usd);
});
