import type { TickSource } from "../../../contracts/price-ticks.ts";
import { formatPrice } from "./format-number.ts";
import { quoteRefusalWords } from "./reason-words.ts";

/** One source in a few words: its name, and why its quote was left out. */
export function describeSource({ source, refused }: Pick<TickSource, "source" | "refused">): string {
  return refused === undefined ? source : `${source}: ${quoteRefusalWords[refused]}`;
}

/**
 * What a source said where it does not count in dollars, and at which rate that became dollars: `42,190.10 USDT at 0.9998`.
 * Null for dollars, and where it said nothing.
 */
export function describeConversion({
  price,
  quote,
  rateUsd,
}: Pick<TickSource, "price" | "quote" | "rateUsd">): string | null {
  if (quote === "USD" || price === null) return null;
  return `${formatPrice(price)} ${quote} ${rateUsd === null ? "without a rate" : `at ${rateUsd.toFixed(4)}`}`;
}

/** The mean distance of the used quotes from the price; what is not nothing is not shown as nothing. */
export function formatDispersion(dispersion: number): string {
  const percent = dispersion * 100;
  if (percent === 0) return "0 %";
  return percent < 0.001 ? "<0.001 %" : `${percent.toFixed(3)} %`;
}
