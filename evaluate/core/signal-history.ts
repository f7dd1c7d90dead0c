import type { Reading } from "../../conditions/evaluate-leaf.ts";
import type { SignalSample } from "../../contracts/signal-samples.ts";

/** A sample with the moment from which evaluations may use it. */
export type KnownSample = {
  readonly key: string;
  readonly knownAtMs: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly sampleAtMs: number;
  readonly validUntilMs: number;
};

export function toKnownSample(sample: SignalSample, gridMs: number | null): KnownSample {
  const { key, value, sampleAtMs, validUntilMs } = sample;
  const { low = value, high = value } = sample;
  return { key, value, low, high, sampleAtMs, validUntilMs, knownAtMs: gridMs ?? sampleAtMs };
}

/**
 * The recent samples of every signal, in the order in which they became known. A sample for a moment that is
 * already there changes nothing, so that duplicates do not count.
 */
export class SignalHistory {
  readonly #byKey = new Map<string, KnownSample[]>();

  add(sample: KnownSample): boolean {
    const samples = this.#byKey.get(sample.key) ?? [];
    this.#byKey.set(sample.key, samples);
    const at = lastIndexUpTo(samples, sample.knownAtMs);
    if (samples[at]?.knownAtMs === sample.knownAtMs) return false;
    samples.splice(at + 1, 0, sample);
    return true;
  }

  /** The latest sample known at `atMs`, unless it is older than `maxAgeMs` there or past its validity. */
  read(key: string, atMs: number, maxAgeMs: number): Reading | undefined {
    const samples = this.#byKey.get(key);
    const sample = samples?.[lastIndexUpTo(samples, atMs)];
    if (sample === undefined || atMs - sample.sampleAtMs > maxAgeMs || atMs > sample.validUntilMs) return undefined;
    return sample;
  }

  dropBefore(knownAtMs: number): void {
    for (const samples of this.#byKey.values()) {
      const keepFrom = Math.max(0, lastIndexUpTo(samples, knownAtMs));
      samples.splice(0, keepFrom);
    }
  }
}

/** Index of the last sample known at or before `atMs`, or -1. */
function lastIndexUpTo(samples: readonly KnownSample[], atMs: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.knownAtMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
