/** A value for each bar, in the order of the bars; null where the past is too short for one. */
export type Line = readonly (number | null)[];

/**
 * Simple moving average: the mean of the last `count` closes. With one bar per evaluation it is what `sma` of a condition is once its
 * window is full; a condition is content with half of it.
 */
export function sma(closes: readonly number[], count: number): Line {
  let sum = 0;
  return closes.map((close, index) => {
    sum += close - (index >= count ? (closes[index - count] ?? 0) : 0);
    return index + 1 < count ? null : sum / count;
  });
}

/** Exponential moving average as conditions have it: it begins with the first close, `α = 2 / (count + 1)`. */
export function ema(closes: readonly number[], count: number): Line {
  const weight = 2 / (count + 1);
  let mean: number | null = null;
  return closes.map((close) => {
    mean = mean === null ? close : mean + weight * (close - mean);
    return mean;
  });
}

/** Standard deviation of the last `count` closes, that of the population, as `stddev` of a condition. */
export function stddev(closes: readonly number[], count: number): Line {
  return closes.map((_, index) => {
    if (index + 1 < count) return null;
    const part = closes.slice(index + 1 - count, index + 1);
    const mean = part.reduce((sum, close) => sum + close, 0) / count;
    return Math.sqrt(part.reduce((sum, close) => sum + (close - mean) ** 2, 0) / count);
  });
}

/** Bollinger bands: the mean of the last `count` closes, and `width` standard deviations above and below it. */
export function bollinger(
  closes: readonly number[],
  count: number,
  width: number,
): { readonly middle: Line; readonly upper: Line; readonly lower: Line } {
  const middle = sma(closes, count);
  const deviation = stddev(closes, count);
  const at = (index: number, sign: number): number | null => {
    const [mean, spread] = [middle[index] ?? null, deviation[index] ?? null];
    return mean === null || spread === null ? null : mean + sign * width * spread;
  };
  return { middle, upper: closes.map((_, index) => at(index, 1)), lower: closes.map((_, index) => at(index, -1)) };
}

/**
 * Relative strength index after Wilder (New Concepts in Technical Trading Systems, 1978): gains and losses are averaged over the first
 * `count` changes, then each new one counts a `count`-th. From 0 to 100; 100 without a loss, 50 where nothing moved.
 */
export function rsi(closes: readonly number[], count: number): Line {
  let [gain, loss] = [0, 0];
  return closes.map((close, index) => {
    const change = close - (closes[index - 1] ?? close);
    const [up, down] = [Math.max(0, change), Math.max(0, -change)];
    if (index <= count) {
      gain += up / count;
      loss += down / count;
    } else {
      gain += (up - gain) / count;
      loss += (down - loss) / count;
    }
    if (index < count) return null;
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  });
}

const yearMs = 365 * 86_400_000;

/**
 * Realised volatility: the standard deviation of the last `count` logarithmic returns, that of a sample, scaled to a year of 365 days;
 * a fraction. Markets that never close have no trading days to count instead.
 */
export function volatility(closes: readonly number[], count: number, barMs: number): Line {
  const returns = closes.map((close, index) => Math.log(close / (closes[index - 1] ?? close)));
  const scale = Math.sqrt(yearMs / barMs);
  return closes.map((_, index) => {
    if (index < count) return null;
    const part = returns.slice(index + 1 - count, index + 1);
    const mean = part.reduce((sum, each) => sum + each, 0) / count;
    return Math.sqrt(part.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1)) * scale;
  });
}
