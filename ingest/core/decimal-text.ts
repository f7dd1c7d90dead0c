import { z } from "zod";

/**
 * A decimal as sources write it, as a number. Everything else is refused: `Number` alone makes 0 of an empty text and
 * takes "0x10" and "Infinity". A sign stays, so that a negative price reaches the consensus as what it is.
 */
export const DecimalText = z
  .string()
  .max(80)
  .regex(/^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/, "expected a decimal")
  .transform(Number)
  .refine(Number.isFinite, "too large for a number");

/** A whole number of seconds or milliseconds, as text. */
export const WholeText = z
  .string()
  .regex(/^\d{1,16}$/, "expected a whole number")
  .transform(Number);

/** `whole × 10^exponent`, correctly rounded once: no binary fraction comes in between. */
export const scaleWhole = (whole: string | bigint, exponent: number): number => Number(`${whole}e${exponent}`);
