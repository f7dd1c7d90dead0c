import fc from "fast-check";
import { expect, test } from "vitest";
import { readAmount, writeAmount } from "./amount-text.ts";

test.each([
  ["1.5", 6, 1_500_000n],
  ["0.000001", 6, 1n],
  [".5", 2, 50n],
  ["5.", 2, 500n],
  ["  007 ", 0, 7n],
  ["1.500000000", 6, 1_500_000n],
  ["0", 18, 0n],
  ["10000000000000000000000", 18, 10n ** 40n],
])("%s with %i decimals", (text, decimals, units) => {
  expect(readAmount(text, decimals)).toEqual({ ok: true, value: units });
});

test.each([
  ["", 6, "Type an amount."],
  [".", 6, "Type a plain number such as 1.5, with a point and without spaces or commas."],
  ["-1", 6, "Type a plain number such as 1.5, with a point and without spaces or commas."],
  ["1,5", 6, "Type a plain number such as 1.5, with a point and without spaces or commas."],
  ["1e3", 6, "Type a plain number such as 1.5, with a point and without spaces or commas."],
  ["1 000", 6, "Type a plain number such as 1.5, with a point and without spaces or commas."],
  ["0x10", 6, "Type a plain number such as 1.5, with a point and without spaces or commas."],
  ["1.0000001", 6, "At most 6 digits after the point."],
  ["9".repeat(78), 0, "This is more than there can be."],
])("%s with %i decimals is no amount", (text, decimals, sentence) => {
  expect(readAmount(text, decimals)).toEqual({ ok: false, error: sentence });
});

test("what is written is read again as the same number, whatever the token", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.integer({ min: 0, max: 36 }), (units, decimals) => {
      expect(readAmount(writeAmount(units, decimals), decimals)).toEqual({ ok: true, value: units });
    }),
  );
});
