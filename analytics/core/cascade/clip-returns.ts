/** In standard deviations that a normal distribution with the same mean absolute deviation has: among its returns one in 16,000. */
const limit = 4;
/** √(π/2): standard deviation over mean absolute deviation of a normal distribution. */
const perAbsolute = Math.sqrt(Math.PI / 2);

/**
 * Draws returns that are far out back to the limit, in place: one crash would otherwise hide whatever leads on all other days. NaN
 * stays. Each value alone decides, so what was no lead before is none after.
 */
export function clipReturns(values: Float64Array): Float64Array {
  let [count, sum, absolute] = [0, 0, 0];
  for (let step = 0; step < values.length; step += 1) {
    const value = values[step] as number;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  const mean = count === 0 ? 0 : sum / count;
  for (let step = 0; step < values.length; step += 1) {
    const value = values[step] as number;
    if (!Number.isNaN(value)) absolute += Math.abs(value - mean);
  }
  const reach = count === 0 ? 0 : (limit * perAbsolute * absolute) / count;
  for (let step = 0; step < values.length; step += 1) {
    const value = values[step] as number;
    if (value > mean + reach) values[step] = mean + reach;
    else if (value < mean - reach) values[step] = mean - reach;
  }
  return values;
}
