import { clipReturns } from "./clip-returns.ts";
import type { LagStatistics } from "./lag-statistics.ts";

/** Clipped returns in units of their own standard deviation, read when needed; and the market, whose returns are their sum. */
export type StandardisedMarket = {
  /** Fills `into` with the standardised returns of a series; NaN where there is none. */
  readonly fill: (index: number, into: Float64Array) => void;
  readonly deviations: Float64Array;
  /** Per step the sum over all series that have a return there, and their number. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
};

/** Reads each series once: at 1,000 series nothing but sums is kept. */
export function standardiseMarket(statistics: LagStatistics): StandardisedMarket {
  const { series, steps } = statistics;
  const means = new Float64Array(series.length);
  const deviations = new Float64Array(series.length);
  const sums = new Float64Array(steps);
  const counts = new Float64Array(steps);
  const own = new Float64Array(steps);
  const fill = (index: number, into: Float64Array): void => {
    statistics.fillReturns(index, into);
    clipReturns(into);
    const mean = means[index] as number;
    const factor = 1 / (deviations[index] as number);
    for (let step = 0; step < steps; step += 1) into[step] = ((into[step] as number) - mean) * factor;
  };
  for (let index = 0; index < series.length; index += 1) {
    statistics.fillReturns(index, own);
    clipReturns(own);
    const { mean, deviation } = describe(own);
    means[index] = mean;
    // Of a series that never moves nothing is standardised: it counts as absent.
    deviations[index] = deviation > 0 ? deviation : Number.NaN;
    const factor = 1 / (deviations[index] as number);
    for (let step = 0; step < steps; step += 1) {
      const value = ((own[step] as number) - mean) * factor;
      if (Number.isNaN(value)) continue;
      sums[step] = (sums[step] as number) + value;
      counts[step] = (counts[step] as number) + 1;
    }
  }
  return { fill, deviations, sums, counts };
}

function describe(values: Float64Array): { mean: number; deviation: number } {
  let [count, sum, square] = [0, 0, 0];
  for (let step = 0; step < values.length; step += 1) {
    const value = values[step] as number;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  const mean = count === 0 ? 0 : sum / count;
  for (let step = 0; step < values.length; step += 1) {
    const value = values[step] as number;
    if (!Number.isNaN(value)) square += (value - mean) * (value - mean);
  }
  return { mean, deviation: count === 0 ? 0 : Math.sqrt(square / count) };
}
