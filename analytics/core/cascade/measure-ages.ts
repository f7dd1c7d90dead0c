import type { ReturnGrid } from "../build-returns.ts";

/**
 * Per grid point, both ends included, how long before it the price had last changed: a quote that is repeated is as old as its
 * first time. The first price known counts as a change. Infinity before it. `atMs` ascends.
 */
export function measureAges(
  { atMs, price }: { readonly atMs: ArrayLike<number>; readonly price: ArrayLike<number> },
  { asOfMs, windowMs, barMs }: ReturnGrid,
): Float64Array {
  const ages = new Float64Array(windowMs / barMs + 1);
  let next = 0;
  let changedAtMs = Number.NEGATIVE_INFINITY;
  for (let point = 0; point < ages.length; point += 1) {
    const pointMs = asOfMs - windowMs + point * barMs;
    for (; next < atMs.length && (atMs[next] as number) <= pointMs; next += 1) {
      if (next === 0 || price[next] !== price[next - 1]) changedAtMs = atMs[next] as number;
    }
    ages[point] = pointMs - changedAtMs;
  }
  return ages;
}
