import { isConstant } from "../build-returns.ts";

/** What is known of a series with mean 0 and sum of squares 1, and 0 where nothing is (NaN); all zeros where it is constant or too large for that. */
export function standardise(series: Float64Array): Float64Array {
  const unit = new Float64Array(series.length);
  if (isConstant(series)) return unit;
  let count = 0;
  let sum = 0;
  for (let step = 0; step < series.length; step += 1) {
    const value = series[step] as number;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (let step = 0; step < series.length; step += 1) {
    const value = series[step] as number;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) return unit;
  for (let step = 0; step < series.length; step += 1) {
    const value = series[step] as number;
    if (!Number.isNaN(value)) unit[step] = (value - mean) / norm;
  }
  return unit;
}
