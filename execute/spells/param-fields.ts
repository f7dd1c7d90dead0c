import { z } from "zod";
import { AmountText } from "./read-amount.ts";

/**
 * What people read beside a parameter's field. It goes into the JSON Schema: `format` says what kind of text it is, `unit` what
 * it counts in: a name of its own, or that of the parameter which names the token. The first example is where a form begins.
 */
export type FieldWords = {
  readonly title: string;
  readonly description: string;
  readonly format: "token" | "decimal" | "basis-points" | "duration" | "hash";
  readonly unit?: string;
  readonly examples: readonly [string | number, ...(string | number)[]];
};

export const fieldWords = (words: FieldWords): FieldWords & Record<string, unknown> => words;

export const tokenField = (title: string, description: string, example: string) =>
  z.string().meta(fieldWords({ title, description, format: "token", examples: [example] }));

/** Whole tokens of what the parameter `of` names. */
export const amountField = (title: string, description: string, of: string, example: string) =>
  AmountText.meta(fieldWords({ title, description, format: "decimal", unit: of, examples: [example] }));

export const slippageField = (bpsMin: number, description: string, example: number) =>
  z
    .int()
    .min(bpsMin)
    .max(1_000)
    .meta(fieldWords({ title: "Slippage", description, format: "basis-points", unit: "bp", examples: [example] }));

export const deviationField = (description: string) =>
  z
    .int()
    .min(1)
    .max(2_000)
    .meta(fieldWords({ title: "Deviation", description, format: "basis-points", unit: "bp", examples: [500] }));

export const swapSlippage =
  "How much less than the pool's price a swap may bring, after the pool's fee. It also covers the swap's own effect on the pool.";
export const poolDeviation =
  "How far the pool may be from its own mean of five minutes, and from the price that fired. Beyond it nothing happens.";
