import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFixed, multiplyDivide, one, toFixed } from "./fixed-point.ts";

test.each<readonly [value: string | number, text: string]>([
  ["0.5", "0.5"],
  ["1", "1"],
  [0, "0"],
  [-2.5, "-2.5"],
  [-0.25, "-0.25"],
  [0.1, "0.1"],
  [2_798.86, "2798.86"],
  [5.12e-6, "0.00000512"],
  [1e-7, "0.0000001"],
  [1.5e21, "1500000000000000000000"],
  ["1.5E+2", "150"],
  ["1.5e-2", "0.015"],
  [".5", "0.5"],
  ["5.", "5"],
  ["0.1234567890123456789", "0.123456789012345678"],
  [1e-19, "0"],
])("%s is %s", (value, text) => {
  expect(formatFixed(toFixed(value))).toBe(text);
});

test.each(["", ".", "-", "1,5", "0x10", "NaN", Number.NaN, Number.POSITIVE_INFINITY])("%s is no decimal", (value) => {
  expect(() => toFixed(value)).toThrow("no decimal number");
});

test("what is written reads as the same number", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (value) => {
      expect(toFixed(formatFixed(value))).toBe(value);
    }),
  );
});

test("doubles add up as their decimal texts do", () => {
  expect(formatFixed(toFixed(0.1) + toFixed(0.2))).toBe("0.3");
});

test.each<readonly [a: string, b: string, c: bigint, text: string]>([
  ["1", "0.5", one, "0.5"],
  ["0.000000000000000003", "0.5", one, "0.000000000000000001"],
  ["1", "1", 3n * one, "0.333333333333333333"],
])("%s × %s / %s, cut downwards", (a, b, c, text) => {
  expect(formatFixed(multiplyDivide(toFixed(a), toFixed(b), c))).toBe(text);
});
