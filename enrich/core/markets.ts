import { err, ok, type Result } from "../../contracts/result.ts";
import { formatUtc } from "../../contracts/time.ts";
import type { MarketReading } from "../../contracts/world.ts";

/** What a source says of one prediction market. Probabilities are fractions already. */
export type MarketQuote = {
  /** The market's id at the source, as it was asked for. */
  readonly ref: string;
  readonly question: string;
  readonly source: string;
  readonly outcomes: readonly { readonly name: string; readonly probability: number }[];
  readonly state: "open" | "closed";
  readonly volumeUsd: number | null;
  readonly liquidityUsd: number | null;
  readonly endsAtMs: number | null;
  /** The source's own time of this state. */
  readonly updatedAtMs: number;
};

/** A market as `pipelines.toml` declares it. */
export type MarketEntry = { readonly id: string; readonly outcome: string };

export type MarketRule = {
  /** An open market whose state is older than this is stale, and no reading. */
  readonly maxAgeMs: number;
  /** A source may answer with so much later a moment than the run's. */
  readonly graceMs: number;
  /** The reading of a day ago may be so far from exactly a day. */
  readonly shiftToleranceMs: number;
};
export const marketRule: MarketRule = {
  maxAgeMs: 6 * 3_600_000,
  graceMs: 10 * 60_000,
  shiftToleranceMs: 2 * 3_600_000,
};

const dayMs = 86_400_000;
const clampMin = 0.001;
const sumTolerance = 0.1;

/** ln(p / (1 − p)), with p held within [0.001, 0.999]: at the ends a change of a tick would otherwise be a change without bound. */
export function logitOf(probability: number): number {
  const held = Math.min(1 - clampMin, Math.max(clampMin, probability));
  return Math.log(held / (1 - held));
}

/**
 * A probability as a fraction from a route that is known to speak in fractions (`scale` 1) or in per cent (`scale` 100). The
 * value never decides: 0.9 is 90 % on one route and 0.9 % on the other. Null: no probability on that scale.
 */
export function toProbability(value: unknown, scale: 1 | 100): number | null {
  return typeof value === "number" && value >= 0 && value <= scale ? value / scale : null;
}

/** Outcomes exclude each other, so their probabilities add up to about 1. If they do not, something else was read. */
export function judgeOutcomes(outcomes: MarketQuote["outcomes"]): Result<MarketQuote["outcomes"], string> {
  if (outcomes.length < 2) return err(`${outcomes.length} outcomes`);
  if (new Set(outcomes.map(({ name }) => name)).size < outcomes.length) return err("two outcomes of one name");
  const wrong = outcomes.find(({ probability }) => !(probability >= 0 && probability <= 1));
  if (wrong !== undefined) return err(`the probability of ${wrong.name} is ${wrong.probability}`);
  const sum = outcomes.reduce((total, { probability }) => total + probability, 0);
  return Math.abs(sum - 1) <= sumTolerance + 1e-9 ? ok(outcomes) : err(`the probabilities add up to ${sum.toFixed(3)}`);
}

/**
 * The reading of a declared market. `previous` are its earlier readings: the one nearest to a day before gives the shift; a
 * closed market has none, and is no signal. Stale and unknown things are errors: no probability is better than an old one.
 */
export function readMarket(
  market: MarketEntry,
  quote: MarketQuote,
  previous: readonly Pick<MarketReading, "sampleAtMs" | "logit" | "state">[],
  asOfMs: number,
  rule: MarketRule,
): Result<MarketReading, string> {
  const outcomes = judgeOutcomes(quote.outcomes);
  if (!outcomes.ok) return outcomes;
  const outcome = outcomes.value.find(({ name }) => name.toLowerCase() === market.outcome.toLowerCase());
  if (outcome === undefined)
    return err(`no outcome ${market.outcome}; there is: ${quote.outcomes.map(({ name }) => name).join(", ")}`);
  if (quote.updatedAtMs > asOfMs + rule.graceMs) return err("its time lies ahead");
  if (quote.state === "open" && asOfMs - quote.updatedAtMs > rule.maxAgeMs)
    return err(`stale since ${formatUtc(quote.updatedAtMs)}`);
  const logit = logitOf(outcome.probability);
  return ok({
    id: market.id,
    question: quote.question,
    source: quote.source,
    probability: outcome.probability,
    logit,
    shift: quote.state === "open" ? shiftOf(logit, quote.updatedAtMs, previous, rule) : null,
    volumeUsd: quote.volumeUsd,
    liquidityUsd: quote.liquidityUsd,
    state: quote.state,
    endsAtMs: quote.endsAtMs,
    sampleAtMs: quote.updatedAtMs,
  });
}

/** Only an open market says what people expect. */
export const isMarketSignal = ({ state }: Pick<MarketReading, "state">): boolean => state === "open";

function shiftOf(
  logit: number,
  atMs: number,
  previous: readonly Pick<MarketReading, "sampleAtMs" | "logit" | "state">[],
  rule: MarketRule,
): number | null {
  const near = previous
    .filter(({ state, sampleAtMs }) => state === "open" && Math.abs(atMs - dayMs - sampleAtMs) <= rule.shiftToleranceMs)
    .toSorted(
      (a, b) =>
        Math.abs(atMs - dayMs - a.sampleAtMs) - Math.abs(atMs - dayMs - b.sampleAtMs) || a.sampleAtMs - b.sampleAtMs,
    )[0];
  return near === undefined ? null : logit - near.logit;
}
