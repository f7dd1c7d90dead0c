import { expect, test } from "vitest";
import { shareLeft } from "./allowance-share.ts";

test.each([
  ["0", "6", 0],
  ["1", "3", 333],
  ["6", "6", 1_000],
  ["7", "6", 1_000],
  ["5999999999999999999", "6000000000000000000", 999],
  ["0", "0", null],
  ["5", null, null],
])("%s left of %s: %s thousandths", (amount, most, share) => {
  expect(shareLeft({ amount, most })).toBe(share);
});
