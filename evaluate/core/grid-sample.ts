import type { SignalKey } from "../../contracts/ids.ts";
import type { SignalSample } from "../../contracts/signal-samples.ts";

/** What became known of one signal within one interval of the grid, `(T − cadence, T]`. */
export type GridSample = {
  readonly key: SignalKey;
  /** The latest value. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly sampleAtMs: number;
  /** The last moment at which it is data; Infinity where only its age counts. */
  readonly validUntilMs: number;
  /** The source gives no range of its own: the previous present value belongs to the range, too. */
  readonly joinsPrevious: boolean;
  /** How many samples came within the interval. */
  readonly count: number;
};

/** Two samples of one signal within one interval as one: the later value, the range of both. */
export function mergeGridSamples(a: GridSample, b: GridSample): GridSample {
  const later = b.sampleAtMs >= a.sampleAtMs ? b : a;
  return { ...later, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), count: a.count + b.count };
}

/**
 * A message's sample. A price's validity is its signal's limit of age in other words, and a protective trigger may state a
 * longer one: so prices live by their age alone. Everything else ends with its validity, too.
 */
export function toGridSample(sample: SignalSample): GridSample {
  const { key, value, low = value, high = value, sampleAtMs } = sample;
  const validUntilMs = key.startsWith("price.") ? Number.POSITIVE_INFINITY : sample.validUntilMs;
  return { key, value, low, high, sampleAtMs, validUntilMs, joinsPrevious: sample.low === undefined, count: 1 };
}

/** The samples of one grid point, one per signal. */
export function gatherGridSamples(samples: Iterable<SignalSample>): Map<string, GridSample> {
  const gathered = new Map<string, GridSample>();
  for (const sample of samples) {
    const read = toGridSample(sample);
    const held = gathered.get(sample.key);
    gathered.set(sample.key, held === undefined ? read : mergeGridSamples(held, read));
  }
  return gathered;
}
