import { rank } from "./rank.ts";

export type RankCorrelation = {
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
  readonly samples: number;
  /** Two-sided: how often noise alone would look like this. */
  readonly p: number;
};

/**
 * Spearman's rank correlation over the places where both series have a number. Ranks, because one crash among the samples
 * would otherwise decide everything. Interval and p-value by Fisher's z with the variance 1.06 / (n − 3) of Fieller, Hartley
 * and Pearson (1957). Null with fewer than `samplesMin` pairs, or where one side does not change.
 */
export function correlateRanks(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  samplesMin: number,
): RankCorrelation | null {
  const [a, b]: [number[], number[]] = [[], []];
  for (let index = 0; index < left.length; index += 1) {
    const [x, y] = [left[index] as number, right[index] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    a.push(x);
    b.push(y);
  }
  const samples = a.length;
  if (samples < Math.max(4, samplesMin)) return null;
  const correlation = correlate(rank(a), rank(b));
  if (correlation === null) return null;
  const spread = Math.sqrt(1.06 / (samples - 3));
  // A perfect correlation has an infinite z: its interval is what the sample size allows just below it.
  const z = Math.atanh(Math.max(-maxCorrelation, Math.min(maxCorrelation, correlation)));
  return {
    correlation,
    low: Math.min(correlation, Math.tanh(z - 1.96 * spread)),
    high: Math.max(correlation, Math.tanh(z + 1.96 * spread)),
    samples,
    p: twoSided(z / spread),
  };
}

const maxCorrelation = 1 - 1e-9;

function correlate(a: Float64Array, b: Float64Array): number | null {
  const mean = (a.length + 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    const [x, y] = [(a[index] as number) - mean, (b[index] as number) - mean];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  if (ofA === 0 || ofB === 0) return null;
  return Math.max(-1, Math.min(1, both / Math.sqrt(ofA * ofB)));
}

/** 2 × (1 − Φ(|z|)), by Abramowitz and Stegun 26.2.17: the error is below 7.5e-8. */
function twoSided(z: number): number {
  const x = Math.abs(z);
  const t = 1 / (1 + 0.231_641_9 * x);
  const series =
    t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return Math.max(0, Math.min(1, (2 * Math.exp((-x * x) / 2) * series) / Math.sqrt(2 * Math.PI)));
}
