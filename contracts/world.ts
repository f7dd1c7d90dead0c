import { z } from "zod";
import { EventCategory } from "./event.ts";
import { FactorReading } from "./factor-reading.ts";
import { SignalSample } from "./signal-samples.ts";
import { SourceRun } from "./source-run.ts";
import { Story } from "./story.ts";
import { TimeMs } from "./time.ts";

/** One outcome of a prediction market. Probabilities are fractions, whatever the source's route said. */
export const MarketReading = z.strictObject({
  /** The market's name in `pipelines.toml`: `market.<id>` is its signal. */
  id: z.string(),
  question: z.string(),
  source: z.string(),
  probability: z.number().min(0).max(1),
  /** ln(p / (1 − p)), with p held within [0.001, 0.999]. */
  logit: z.number(),
  /** Change of the logit over a day; null without a reading of that age. */
  shift: z.number().nullable(),
  volumeUsd: z.number().nonnegative().nullable(),
  liquidityUsd: z.number().nonnegative().nullable(),
  /** Open markets alone are signals. */
  state: z.enum(["open", "closed"]),
  endsAtMs: TimeMs.nullable(),
  sampleAtMs: TimeMs,
});
export type MarketReading = z.infer<typeof MarketReading>;

/**
 * How unusual the number of stories of one category is in the last full hour, against the same hour of the weeks before:
 * `(count − median) / scale`, `up` and `down` its positive and negative part. `learning`: too few weeks to judge; both are 0.
 */
export const AnomalyReading = z.strictObject({
  category: EventCategory,
  hourMs: TimeMs,
  count: z.int().nonnegative(),
  median: z.number().nonnegative(),
  scale: z.number().positive(),
  up: z.number().nonnegative(),
  down: z.number().nonnegative(),
  weeks: z.int().nonnegative(),
  learning: z.boolean(),
});
export type AnomalyReading = z.infer<typeof AnomalyReading>;

/**
 * How two series moved together: rank correlation of their changes (of log odds for probabilities, of logarithms for prices,
 * of factors as they are), with the number of overlapping changes, a 95 % interval and a q-value over all pairs of the run.
 */
export const RelationReading = z.strictObject({
  left: z.string(),
  right: z.string(),
  correlation: z.number().min(-1).max(1),
  low: z.number().min(-1).max(1),
  high: z.number().min(-1).max(1),
  samples: z.int().nonnegative(),
  q: z.number().min(0).max(1),
});
export type RelationReading = z.infer<typeof RelationReading>;

/** What one enrichment run knows of the world, as it stands in the hot cache. It ends with the earliest of its inputs. */
export const WorldSnapshot = z.strictObject({
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  factors: z.array(FactorReading),
  /** Strongest first, at most 200. */
  stories: z.array(Story),
  anomalies: z.array(AnomalyReading),
  markets: z.array(MarketReading),
  /** Volatility, dispersion, funding, open interest, pegs, gas: as they go out as signals. */
  context: z.array(SignalSample),
  /** Those of the lowest q-value first, at most 200. */
  relations: z.array(RelationReading),
  sources: z.array(SourceRun),
  missingInputs: z.array(z.string()),
  /** Inputs that are there and older than they should be. */
  staleInputs: z.array(z.string()),
});
export type WorldSnapshot = z.infer<typeof WorldSnapshot>;
