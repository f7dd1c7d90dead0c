import type { AssetId } from "../../contracts/ids.ts";
import type { PriceTick, QuoteRefusal, RefusedAsset, TickSource } from "../../contracts/price-ticks.ts";
import type { PriceWindow, QuoteResult, SourceQuote } from "../sources/price-source.ts";
import { weightedMedian } from "./weighted-median.ts";

export type SourceAnswer = { readonly source: string; readonly weight: number; readonly quote: QuoteResult };

export type ConsensusRule = {
  readonly quorum: number;
  /** Largest distance from the weighted median, as a fraction. */
  readonly maxDeviation: number;
  readonly stalenessMs: number;
};

type Used = { readonly source: string; readonly weight: number; readonly quote: SourceQuote };

/**
 * One price from several sources: quotes that are missing, old, impossible or far from the weighted median are
 * refused, each with its reason; the rest give the weighted median. `quality` is the share of the weight that was
 * used, lessened by the greatest distance from the median over `maxDeviation`.
 */
export function findConsensus(
  asset: AssetId,
  answers: readonly SourceAnswer[],
  window: PriceWindow,
  rule: ConsensusRule,
): { readonly tick: PriceTick } | { readonly refused: RefusedAsset } {
  const ordered = answers.toSorted((a, b) => (a.source < b.source ? -1 : 1));
  const refusals = new Map<string, QuoteRefusal>();
  const usable: Used[] = [];
  for (const { source, weight, quote } of ordered) {
    const refusal = refuse(quote, window);
    if (refusal !== undefined) refusals.set(source, refusal);
    else if (quote.ok && quote.value !== null) usable.push({ source, weight, quote: quote.value });
  }
  const center = median(usable, (quote) => quote.price);
  const used = usable.filter(({ source, quote }) => {
    const isNear = center !== undefined && distance(quote.price, center) <= rule.maxDeviation;
    if (!isNear) refusals.set(source, "outlier");
    return isNear;
  });

  const sources = ordered.map(({ source, quote }) => describe(source, quote, refusals.get(source)));
  const priceUsd = median(used, (quote) => quote.price);
  const lowUsd = median(used, (quote) => quote.low);
  const highUsd = median(used, (quote) => quote.high);
  if (ordered.length === 0) return { refused: { asset, reason: "no-source", sources } };
  if (used.length < rule.quorum || priceUsd === undefined || lowUsd === undefined || highUsd === undefined) {
    return { refused: { asset, reason: "no-quorum", sources } };
  }
  const sampleAtMs = Math.max(...used.map(({ quote }) => quote.sampleAtMs));
  const spread = Math.max(...used.map(({ quote }) => distance(quote.price, priceUsd)));
  const share = weightOf(used) / weightOf(ordered);
  return {
    tick: {
      asset,
      priceUsd,
      lowUsd: Math.min(lowUsd, priceUsd),
      highUsd: Math.max(highUsd, priceUsd),
      sampleAtMs,
      validUntilMs: sampleAtMs + rule.stalenessMs,
      // Without its outliers the median may have moved further from a quote than the quote was allowed to be.
      quality: share * Math.max(0, 1 - spread / rule.maxDeviation),
      sources,
    },
  };
}

function refuse(quote: QuoteResult, window: PriceWindow): QuoteRefusal | undefined {
  if (!quote.ok) return "source-failed";
  if (quote.value === null) return "no-data";
  const { price, low, high, sampleAtMs } = quote.value;
  if (![price, low, high].every((value) => Number.isFinite(value) && value > 0)) return "not-positive";
  if (low > high) return "out-of-range";
  if (sampleAtMs <= window.startMs) return "stale";
  return sampleAtMs > window.endMs ? "out-of-range" : undefined;
}

function describe(source: string, quote: QuoteResult, refused: QuoteRefusal | undefined): TickSource {
  const value = quote.ok ? quote.value : null;
  return {
    source,
    priceUsd: value !== null && Number.isFinite(value.price) ? value.price : null,
    sampleAtMs: value?.sampleAtMs ?? null,
    ...(refused === undefined ? {} : { refused }),
  };
}

const median = (used: readonly Used[], pick: (quote: SourceQuote) => number): number | undefined =>
  weightedMedian(used.map(({ quote, weight }) => ({ value: pick(quote), weight })));
const distance = (price: number, center: number): number => Math.abs(price / center - 1);
const weightOf = (items: readonly { readonly weight: number }[]): number =>
  items.reduce((sum, item) => sum + item.weight, 0);
