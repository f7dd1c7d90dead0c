/**
 * The log return of each asset in a bar: NaN where the price is missing or did not change in the bar itself or in the one before. A
 * price that repeats itself is a stale quote, and the return that catches up spans several bars. The rows are prices by slot of
 * three bars in a row; undefined where a bar is missing, NaN where an asset has no price. Of three prices two make no
 * return, so the first two bars of a history have none.
 */
export function barReturns(
  before: Float64Array | undefined,
  last: Float64Array | undefined,
  present: Float64Array,
): Float64Array {
  return present.map((price, slot) => {
    const previous = last?.[slot] ?? Number.NaN;
    const earlier = before?.[slot] ?? Number.NaN;
    const isKnown = price > 0 && previous > 0 && earlier > 0;
    return isKnown && price !== previous && previous !== earlier ? Math.log(price / previous) : Number.NaN;
  });
}
