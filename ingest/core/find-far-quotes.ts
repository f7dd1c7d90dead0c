import type { QuoteRefusal } from "../../contracts/price-ticks.ts";
import { weightedMedian } from "./weighted-median.ts";

export type PlacedQuote = { readonly source: string; readonly weight: number; readonly price: number };

/**
 * Which quotes are too far from the rest, and as what. The centre is the weighted median; a quote further from it than
 * `maxDeviation` is an outlier, or, where a power of ten times it would be near, one of another unit (1000SATS for SATS).
 */
export function findFarQuotes(
  quotes: readonly PlacedQuote[],
  maxDeviation: number,
): ReadonlyMap<string, Extract<QuoteRefusal, "outlier" | "unit-mismatch">> {
  const center = weightedMedian(quotes.map(({ price, weight }) => ({ value: price, weight })));
  if (center === undefined) return new Map();
  return new Map(
    quotes
      .filter(({ price }) => Math.abs(price / center - 1) > maxDeviation)
      .map(({ source, price }) => [source, isOtherUnit(price / center, maxDeviation) ? "unit-mismatch" : "outlier"]),
  );
}

function isOtherUnit(ratio: number, maxDeviation: number): boolean {
  const power = Math.round(Math.log10(ratio));
  return power !== 0 && Math.abs(ratio / 10 ** power - 1) <= maxDeviation;
}
