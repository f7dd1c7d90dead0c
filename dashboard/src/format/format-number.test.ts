import { expect, test } from "vitest";
import { formatBasisPoints, formatChange, formatPlain, formatPrice, formatSigned } from "./format-number.ts";

test.each([
  [42_183.5, "42,183.50"],
  [586.1, "586.10"],
  [36.71, "36.710"],
  [1.49, "1.4900"],
  [0.814, "0.8140"],
  [0.00287123, "0.002871"],
  [0.000000012345, "0.0000000123"],
  [0, "0"],
])("price %f → %s", (price, text) => {
  expect(formatPrice(price)).toBe(text);
});

test.each([
  [-0.0512, "−5.12 %"],
  [0.0512, "+5.12 %"],
  [0, "0.00 %"],
  [-0.000001, "0.00 %"],
  [12.5, "+1,250.00 %"],
])("change %f → %s", (change, text) => {
  expect(formatChange(change)).toBe(text);
});

test.each([
  [0.314, "+0.31"],
  [-1, "−1.00"],
  [0.001, "0.00"],
])("score %f → %s", (value, text) => {
  expect(formatSigned(value)).toBe(text);
});

test("plain numbers keep six digits", () => {
  expect(formatPlain(-1234.56789)).toBe("−1,234.57");
  expect(formatPlain(0.5)).toBe("0.5");
});

test.each([
  [-0.0512, "−512 bp"],
  [0.00005, "+0.5 bp"],
  [0.00123, "+12 bp"],
  [0.0009951, "+10 bp"],
  [-0.000001, "0 bp"],
  [0, "0 bp"],
  [12.5, "+125,000 bp"],
])("%d in basis points is %s", (fraction, expected) => {
  expect(formatBasisPoints(fraction)).toBe(expected);
});
