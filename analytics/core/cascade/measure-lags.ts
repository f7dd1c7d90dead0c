import { clipReturns } from "./clip-returns.ts";
import type { LagStatistics } from "./lag-statistics.ts";

type Input = {
  /** By code point. */
  readonly series: readonly string[];
  /** One per series, equally long; NaN = no return. */
  readonly returns: readonly Float64Array[];
  readonly agesMs?: readonly (Float64Array | null)[];
  readonly barMs: number;
  readonly lagsMax: number;
};

/** Centred and scaled, with zeros for what is missing, so that products need no test; `mask` is null without gaps. */
type Scaled = { readonly values: Float64Array; readonly mask: Float64Array | null };

/** The statistics of whole return series, reckoned when asked for: correlations of clipped returns, and the returns as they are. */
export function measureLags({ series, returns, agesMs, barMs, lagsMax }: Input): LagStatistics {
  const steps = returns[0]?.length ?? 0;
  const scaled = returns.map((values) => scale(clipReturns(values.slice())));
  return {
    series,
    barMs,
    steps,
    lagsMax,
    fillLag(lag, correlations, counts) {
      const size = series.length;
      for (let from = 0; from < size; from += 1) {
        for (let to = 0; to < size; to += 1) {
          const pair = correlateLagged(scaled[from] as Scaled, scaled[to] as Scaled, lag);
          const isSelf = lag === 0 && from === to && pair.count > 0;
          correlations[from * size + to] = isSelf ? 1 : pair.correlation;
          counts[from * size + to] = pair.count;
        }
      }
    },
    fillReturns: (index, into) => into.set(returns[index] as Float64Array),
    agesMs: (index) => agesMs?.[index] ?? null,
  };
}

function scale(returns: Float64Array): Scaled {
  const known = returns.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  const factor = square > 0 ? 1 / Math.sqrt(square) : 0;
  return {
    values: returns.map((value) => (Number.isNaN(value) ? 0 : (value - mean) * factor)),
    mask: known.length === returns.length ? null : returns.map((value) => (Number.isNaN(value) ? 0 : 1)),
  };
}

/** Pearson over the steps at which both are known. The values are scaled, so plain sums lose nothing. */
function correlateLagged(from: Scaled, to: Scaled, lag: number): { correlation: number; count: number } {
  const pairs = from.values.length - lag;
  let [count, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < pairs; at += 1) {
    const a = from.values[at] as number;
    const b = to.values[at + lag] as number;
    const weight = (from.mask?.[at] ?? 1) * (to.mask?.[at + lag] ?? 1);
    count += weight;
    x += weight * a;
    y += weight * b;
    xx += weight * a * a;
    yy += weight * b * b;
    xy += a * b;
  }
  const spread = Math.sqrt(Math.max(0, count * xx - x * x)) * Math.sqrt(Math.max(0, count * yy - y * y));
  // Below that, what is left of a spread is rounding.
  if (count < 2 || !(spread > 1e-9 * count)) return { correlation: 0, count: 0 };
  return { correlation: Math.max(-1, Math.min(1, (count * xy - x * y) / spread)), count };
}
