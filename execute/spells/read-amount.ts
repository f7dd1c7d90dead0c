import { z } from "zod";
import { parseDecimal } from "../core/pool-price.ts";

/** A positive plain decimal of whole tokens, such as `0.25`. */
export const AmountText = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})(\.\d{0,17}[1-9])?$/, 'expected an amount such as "0.25"')
  .refine((text) => text !== "0", "expected more than 0");

/** The amount in smallest units; digits that the token does not have are cut off. */
export function unitsOf(text: string, decimals: number): bigint {
  const { numerator, denominator } = parseDecimal(text);
  return (numerator * 10n ** BigInt(decimals)) / denominator;
}
