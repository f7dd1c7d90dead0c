import { createUniform } from "../../analytics/core/clusters/seeded-shuffle.ts";
import { correlateResample, orderValues, rankResample } from "./resample-ranks.ts";

/** `difference` in favour of the first, and its 95 % interval. */
export type Difference = { readonly difference: number; readonly low: number; readonly high: number };

export type Comparison = {
  /** Of the rank correlations with what happened: above 0 the forecast is better than the naive one. */
  readonly rank: Difference;
  /** Of the mean absolute errors: below 0 the forecast is better than the naive one. */
  readonly error: Difference;
};

type Forecasts = {
  readonly forecast: readonly number[];
  readonly naive: readonly number[];
  readonly happened: readonly number[];
};

/**
 * A forecast against the naive one for the same assets. The intervals are those of the bootstrap (Efron 1979): the assets are drawn
 * anew with replacement `draws` times, both forecasts are scored on each, and 2.5 % of the differences lie on either side.
 */
export function compareForecasts(
  { forecast, naive, happened }: Forecasts,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Comparison {
  const count = happened.length;
  const ordered = [forecast, naive, happened].map(orderValues);
  const ranks = ordered.map(() => new Float64Array(count));
  const errors = happened.map(
    (value, at) => Math.abs((forecast[at] as number) - value) - Math.abs((naive[at] as number) - value),
  );
  const measure = (times: Int32Array): { rank: number; error: number } => {
    for (const [side, one] of ordered.entries()) rankResample(one, times, ranks[side] as Float64Array);
    const [own, other, real] = ranks as [Float64Array, Float64Array, Float64Array];
    const error = errors.reduce((sum, value, at) => sum + value * (times[at] as number), 0) / count;
    return { rank: correlateResample(own, real, times) - correlateResample(other, real, times), error };
  };
  const uniform = createUniform(seed);
  const rankDraws = new Float64Array(draws);
  const errorDraws = new Float64Array(draws);
  const times = new Int32Array(count);
  for (let draw = 0; draw < draws; draw += 1) {
    times.fill(0);
    for (let asset = 0; asset < count; asset += 1) {
      const drawn = Math.floor(uniform() * count);
      times[drawn] = (times[drawn] as number) + 1;
    }
    const { rank, error } = measure(times);
    rankDraws[draw] = rank;
    errorDraws[draw] = error;
  }
  const whole = measure(times.fill(1));
  return { rank: withInterval(whole.rank, rankDraws), error: withInterval(whole.error, errorDraws) };
}

function withInterval(difference: number, draws: Float64Array): Difference {
  const sorted = draws.toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { difference, low: at(0.025), high: at(0.975) };
}
