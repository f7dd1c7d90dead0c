import { parseDecimal } from "./pool-price.ts";

/** Compares two plain decimals exactly: negative, 0 or positive, as for `sort`. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [parseDecimal(a), parseDecimal(b)];
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}
