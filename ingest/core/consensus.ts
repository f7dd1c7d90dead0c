import type { AssetId } from "../../contracts/ids.ts";
import type { PriceTick, QuoteCurrency, QuoteRefusal, RefusedAsset, TickSource } from "../../contracts/price-ticks.ts";
import type { PriceWindow, QuoteResult } from "../sources/price-source.ts";
import { findFarQuotes } from "./find-far-quotes.ts";
import { judgeQuote, type QuoteRule } from "./judge-quote.ts";
import { type FrozenRule, hasStoodStill, isFrozen, type Repetition } from "./repetition.ts";
import { weightedMedian } from "./weighted-median.ts";

/** What one source said of one asset in one window. */
export type SourceAnswer = {
  readonly source: string;
  readonly weight: number;
  readonly quote: QuoteResult;
  readonly currency: QuoteCurrency;
  /** Dollars for one unit of the currency; null while it is not known. */
  readonly rateUsd: number | null;
  /** Units of the asset that one quote is for: 1000 where a source trades 1000SATS. */
  readonly per: number;
  readonly maxAgeMs: number;
  /** What it said in the windows before this one. */
  readonly repetition?: Repetition | undefined;
};

export type ConsensusRule = Omit<QuoteRule, "maxAgeMs"> &
  FrozenRule & {
    readonly quorum: number;
    /** Largest distance from the weighted median, as a fraction. */
    readonly maxDeviation: number;
    readonly stalenessMs: number;
  };

export type Consensus = { readonly tick: PriceTick } | { readonly refused: RefusedAsset };

/** A quote in dollars for one unit of the asset. */
type DollarQuote = { price: number; open: number; low: number; high: number; hasRange: boolean; sampleAtMs: number };
/** `said`: the price as the source says it. */
type Used = {
  readonly source: string;
  readonly weight: number;
  readonly said: number;
  readonly quote: DollarQuote;
  readonly repetition: Repetition | undefined;
};

/**
 * One price from several sources, in dollars. Quotes that are missing, old, impossible or far from the weighted median are
 * refused, each with its reason; the rest give the weighted median. Its range is that of the sources that give one.
 *
 * `quality = share × (1 − spread / maxDeviation)`: the share of the weight that was used, lessened by the greatest distance
 * of a used quote from the price. The order of the answers is of no consequence.
 */
export function findConsensus(
  asset: AssetId,
  answers: readonly SourceAnswer[],
  window: PriceWindow,
  rule: ConsensusRule,
): Consensus {
  const ordered = answers.toSorted((a, b) => (a.source < b.source ? -1 : 1));
  const refusals = new Map<string, QuoteRefusal>();
  const usable: Used[] = [];
  for (const answer of ordered) {
    const refusal = judgeAnswer(answer, window, rule);
    const quote = toDollars(answer);
    if (refusal !== undefined) refusals.set(answer.source, refusal);
    else if (quote !== null && answer.quote.ok && answer.quote.value !== null) {
      const said = answer.quote.value.price / answer.per;
      const { source, weight, repetition } = answer;
      usable.push({ source, weight, said, quote, repetition });
    }
  }
  for (const source of findFrozen(usable, rule)) refusals.set(source, "frozen");
  const moving = usable.filter(({ source }) => !refusals.has(source));
  const far = findFarQuotes(moving.map(toPlaced), rule.maxDeviation);
  for (const [source, refusal] of far) refusals.set(source, refusal);
  const used = moving.filter(({ source }) => !far.has(source));

  const sources = ordered.map((answer) => describe(answer, refusals.get(answer.source)));
  const priceUsd = median(used, (quote) => quote.price);
  const sampleAtMs = median(used, (quote) => quote.sampleAtMs);
  if (ordered.length === 0) return { refused: { asset, reason: "no-source", sources } };
  if (used.length < rule.quorum || priceUsd === undefined || sampleAtMs === undefined) {
    return { refused: { asset, reason: "no-quorum", sources } };
  }
  const ranged = used.filter(({ quote }) => quote.hasRange);
  const spread = Math.max(...used.map(({ quote }) => distance(quote.price, priceUsd)));
  // The middle of two sample times may not be whole; a source of the present moment may be later than the window.
  const knownAtMs = Math.min(Math.floor(sampleAtMs), window.endMs);
  return {
    tick: {
      asset,
      priceUsd,
      openUsd: median(ranged, (quote) => quote.open) ?? priceUsd,
      lowUsd: Math.min(median(ranged, (quote) => quote.low) ?? priceUsd, priceUsd),
      highUsd: Math.max(median(ranged, (quote) => quote.high) ?? priceUsd, priceUsd),
      sampleAtMs: knownAtMs,
      validUntilMs: knownAtMs + rule.stalenessMs,
      // Without its outliers the median may have moved further from a quote than the quote was allowed to be.
      quality: (weightOf(used) / weightOf(ordered)) * Math.max(0, 1 - spread / rule.maxDeviation),
      dispersion:
        used.reduce((sum, { weight, quote }) => sum + weight * distance(quote.price, priceUsd), 0) / weightOf(used),
      sources,
    },
  };
}

function judgeAnswer(answer: SourceAnswer, window: PriceWindow, rule: ConsensusRule): QuoteRefusal | undefined {
  const own = judgeQuote(answer.quote, window, { ...rule, maxAgeMs: answer.maxAgeMs });
  return own ?? (answer.rateUsd === null ? "no-rate" : undefined);
}

/** Held against the median of the others alone: a frozen source must not vouch for itself. */
function findFrozen(usable: readonly Used[], rule: FrozenRule): readonly string[] {
  return usable
    .filter(({ source, said, repetition }) => {
      // First of all: hardly any quote does, and the median of the others costs.
      if (!hasStoodStill(repetition, said, rule)) return false;
      const others = usable.filter((other) => other.source !== source);
      return isFrozen(
        repetition,
        said,
        median(others, (quote) => quote.price),
        rule,
      );
    })
    .map(({ source }) => source);
}

function toDollars({ quote, rateUsd, per }: SourceAnswer): DollarQuote | null {
  if (!quote.ok || quote.value === null || rateUsd === null) return null;
  const { price, range, sampleAtMs } = quote.value;
  const scale = rateUsd / per;
  const { open, low, high } = range ?? { open: price, low: price, high: price };
  return {
    price: price * scale,
    open: open * scale,
    low: low * scale,
    high: high * scale,
    hasRange: range !== null,
    sampleAtMs,
  };
}

function describe(answer: SourceAnswer, refused: QuoteRefusal | undefined): TickSource {
  const said = answer.quote.ok ? answer.quote.value : null;
  const dollars = toDollars(answer);
  const isWhole = dollars !== null && [dollars.price, dollars.open, dollars.low, dollars.high].every(Number.isFinite);
  return {
    source: answer.source,
    price: said !== null && Number.isFinite(said.price) ? said.price / answer.per : null,
    quote: answer.currency,
    rateUsd: answer.rateUsd,
    priceUsd: isWhole ? dollars.price : null,
    range: isWhole && dollars.hasRange ? { openUsd: dollars.open, lowUsd: dollars.low, highUsd: dollars.high } : null,
    sampleAtMs: said !== null && isTime(said.sampleAtMs) ? said.sampleAtMs : null,
    ...(refused === undefined ? {} : { refused }),
  };
}

const toPlaced = ({ source, weight, quote }: Used) => ({ source, weight, price: quote.price });
const isTime = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const median = (used: readonly Used[], pick: (quote: DollarQuote) => number): number | undefined =>
  weightedMedian(used.map(({ quote, weight }) => ({ value: pick(quote), weight })));
const distance = (price: number, center: number): number => Math.abs(price / center - 1);
const weightOf = (items: readonly { readonly weight: number }[]): number =>
  items.reduce((sum, item) => sum + item.weight, 0);
