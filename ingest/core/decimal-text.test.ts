import fc from "fast-check";
import { expect, test } from "vitest";
import { DecimalText, scaleWhole, WholeText } from "./decimal-text.ts";

test.each<[string, number]>([
  ["2770.50", 2_770.5],
  ["0.00000000", 0],
  ["-1.5", -1.5],
  ["1e-7", 1e-7],
  ["007", 7],
])("%s is %d", (text, value) => {
  expect(DecimalText.safeParse(text)).toEqual({ success: true, data: value });
});

test.each([
  "",
  " ",
  " 1",
  "1 ",
  "+1",
  ".5",
  "5.",
  "1,5",
  "1_000",
  "0x10",
  "0b1",
  "NaN",
  "Infinity",
  "1e999",
  "1e",
  "--1",
  "١",
  "9".repeat(81),
  5,
  null,
  undefined,
])("%o is no decimal", (text) => {
  expect(DecimalText.safeParse(text).success).toBe(false);
});

test.each(["", "1.5", "-1", "1e3", " 1", "12345678901234567", 5, null])("%o is no whole number", (text) => {
  expect(WholeText.safeParse(text).success).toBe(false);
});

test.each<[string | bigint, number, number]>([
  ["195656091864", -8, 1_956.56091864],
  [123_456789012345678n, -18, 0.12345678901234568],
  ["-5", -18, -5e-18],
  ["33223750", -5, 332.2375],
  ["3", 2, 300],
])("%o · 10^%i is %d", (whole, exponent, value) => {
  expect(scaleWhole(whole, exponent)).toBe(value);
});

test("a number's own text is read back as that number", () => {
  const price = fc.double({ min: -1e12, max: 1e12, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(price, (value) => {
      expect(DecimalText.parse(String(value))).toBe(Object.is(value, -0) ? 0 : value);
    }),
    { numRuns: 300, seed: 5 },
  );
});
