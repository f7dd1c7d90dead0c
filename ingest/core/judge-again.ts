import type { AssetId } from "../../contracts/ids.ts";
import type { QuoteCurrency, QuoteRefusal, TickSource } from "../../contracts/price-ticks.ts";
import { err, ok } from "../../contracts/result.ts";
import type { PriceWindow } from "../sources/price-source.ts";
import { type Consensus, type ConsensusRule, findConsensus, type SourceAnswer } from "./consensus.ts";

export type SourceWeight = { readonly weight: number; readonly maxAgeMs: number };

/**
 * Why a window cannot be judged again: a source that nobody knows the weight of any more, or a quote that was used and is
 * not recorded in full. It then stays as it is.
 */
export type Judgement = Consensus | { readonly unjudged: "unknown-source" | "not-recorded" };

/**
 * Refusals that time, the other quotes or a rate decide. The rest stay: a book, a confidence interval and the windows before
 * are not recorded, and what is no price above zero is none by any rule.
 */
const judgedAnew: ReadonlySet<QuoteRefusal> = new Set([
  ...(["stale", "future", "no-rate", "unit-mismatch", "outlier", "no-quorum"] as const),
]);

/**
 * Judges the recorded quotes of one asset and window by the rule of now; by the rule of then the result is the same, bit for
 * bit. So recorded dollars are taken as they are: price × rate is computed anew where the rate is another one alone. `rateOf`:
 * dollars for one unit, by the coin's own price in this window; null leaves the recorded rate. What was stale was never held
 * against a confidence interval, and is not now.
 */
export function judgeAgain(
  asset: AssetId,
  sources: readonly TickSource[],
  window: PriceWindow,
  rule: ConsensusRule,
  settings: (source: string) => SourceWeight | undefined,
  rateOf: (currency: QuoteCurrency) => number | null,
): Judgement {
  const recorded = new Map<string, TickSource>();
  const answers: SourceAnswer[] = [];
  for (const each of sources) {
    const setting = settings(each.source);
    if (setting === undefined) return { unjudged: "unknown-source" };
    const isJudged = canBeJudged(each);
    if (!isJudged && each.refused === undefined) return { unjudged: "not-recorded" };
    const source = isJudged ? convert(each, rateOf(each.quote)) : each;
    recorded.set(source.source, source);
    answers.push(isJudged ? toAnswer(source, setting) : toKept(source, setting));
  }
  const result = findConsensus(asset, answers, window, rule);
  const restore = (found: readonly TickSource[]) =>
    found.flatMap(({ source, refused }) => restoreSource(recorded.get(source), refused));
  return "tick" in result
    ? { tick: { ...result.tick, sources: restore(result.tick.sources) } }
    : { refused: { ...result.refused, sources: restore(result.refused.sources) } };
}

/** Whether all is recorded that its judgement rests on: with a rate, then the price in dollars, too. */
function canBeJudged({ price, rateUsd, priceUsd, sampleAtMs, refused }: TickSource): boolean {
  if (refused !== undefined && !judgedAnew.has(refused)) return false;
  return price !== null && sampleAtMs !== null && (rateUsd === null) === (priceUsd === null);
}

function convert(source: TickSource, rateNow: number | null): TickSource {
  const { price, rateUsd, range } = source;
  if (rateNow === null || rateNow === rateUsd || price === null) return source;
  const scale = rateUsd === null ? null : rateNow / rateUsd;
  const scaled =
    range === null || scale === null
      ? null
      : { openUsd: range.openUsd * scale, lowUsd: range.lowUsd * scale, highUsd: range.highUsd * scale };
  return { ...source, rateUsd: rateNow, priceUsd: price * rateNow, range: scaled };
}

/** In dollars, so that nothing is multiplied twice; without a rate in the coin, to be refused for that. */
function toAnswer({ source, price, priceUsd, range, sampleAtMs }: TickSource, setting: SourceWeight): SourceAnswer {
  const said = {
    price: priceUsd ?? price ?? Number.NaN,
    range: range === null ? null : { open: range.openUsd, low: range.lowUsd, high: range.highUsd },
    sampleAtMs: sampleAtMs ?? Number.NaN,
  };
  return { source, ...setting, quote: ok(said), currency: "USD", rateUsd: priceUsd === null ? null : 1, per: 1 };
}

/** It takes no part, and counts in the share of the weight that was used. */
const toKept = ({ source }: TickSource, setting: SourceWeight): SourceAnswer => ({
  ...{ source, ...setting, currency: "USD", rateUsd: 1, per: 1 },
  quote: err({ code: "refused", message: "it stays refused" }),
});

function restoreSource(recorded: TickSource | undefined, refused: QuoteRefusal | undefined): readonly TickSource[] {
  if (recorded === undefined) return [];
  if (!canBeJudged(recorded)) return [recorded];
  const { refused: _before, ...said } = recorded;
  return [refused === undefined ? said : { ...said, refused }];
}
