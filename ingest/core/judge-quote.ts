import type { QuoteRefusal } from "../../contracts/price-ticks.ts";
import type { PriceWindow, QuoteResult, SourceQuote } from "../sources/price-source.ts";

/** How one source's quotes are judged, before they are held against others. */
export type QuoteRule = {
  /** How old a quote may be at the window's end; the window's own length where the source states nothing. */
  readonly maxAgeMs: number;
  /** How much later than the window's end it may be: a source without history answers with the present moment. */
  readonly graceMs: number;
  /** Largest distance of bid and ask, as a fraction of their middle. */
  readonly maxSpread: number;
  /** Largest half-width of the source's own confidence interval, as a fraction of the price. */
  readonly maxUncertainty: number;
};

/** Why a quote is not fit for any consensus, or undefined. Its own faults alone: no other quote is needed to see them. */
export function judgeQuote(quote: QuoteResult, window: PriceWindow, rule: QuoteRule): QuoteRefusal | undefined {
  if (!quote.ok) return "source-failed";
  if (quote.value === null) return "no-data";
  const { price, sampleAtMs, confidence = 0 } = quote.value;
  if (!isPositive(price) || !isRange(quote.value)) return "not-positive";
  if (quote.value.range !== null && quote.value.range.low > quote.value.range.high) return "out-of-range";
  const book = judgeBook(quote.value, rule);
  if (book !== undefined) return book;
  if (!(sampleAtMs > window.endMs - rule.maxAgeMs)) return "stale";
  if (sampleAtMs > window.endMs + rule.graceMs) return "future";
  return confidence / price <= rule.maxUncertainty ? undefined : "unsure";
}

const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0;

const isRange = ({ range }: SourceQuote): boolean =>
  range === null || [range.open, range.low, range.high].every(isPositive);

function judgeBook({ book }: SourceQuote, { maxSpread }: QuoteRule): QuoteRefusal | undefined {
  if (book === undefined) return undefined;
  const { bid, ask } = book;
  if (!isPositive(bid) || !isPositive(ask)) return "wide-book";
  if (bid > ask) return "crossed-book";
  return (2 * (ask - bid)) / (ask + bid) > maxSpread ? "wide-book" : undefined;
}
