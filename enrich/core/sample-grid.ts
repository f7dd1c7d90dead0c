/** Samples of one series, in time order. */
export type Samples = { readonly atMs: ArrayLike<number>; readonly value: ArrayLike<number> };

export type Grid = { readonly toMs: number; readonly stepMs: number; readonly points: number };

/**
 * The series on a regular grid that ends at the last multiple of `stepMs` not after `toMs`: at each point the latest sample
 * at or before it and less than `maxAgeMs` old, else NaN. Nothing later than a point is used for it.
 */
export function sampleGrid({ atMs, value }: Samples, { toMs, stepMs, points }: Grid, maxAgeMs: number): Float64Array {
  const lastMs = Math.floor(toMs / stepMs) * stepMs;
  const grid = new Float64Array(points).fill(Number.NaN);
  let next = 0;
  for (let index = 0; index < points; index += 1) {
    const pointMs = lastMs - (points - 1 - index) * stepMs;
    while (next < atMs.length && (atMs[next] as number) <= pointMs) next += 1;
    const at = next === 0 ? undefined : (atMs[next - 1] as number);
    if (at !== undefined && pointMs - at < maxAgeMs) grid[index] = value[next - 1] as number;
  }
  return grid;
}
