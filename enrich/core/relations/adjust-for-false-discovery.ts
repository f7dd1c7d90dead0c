/**
 * q-values of Benjamini and Yekutieli (2001): among the pairs with q ≤ 0.05 no more than 5 % are expected to be noise, however
 * the tests depend on one another; here they do, because pairs share series. In the order of the p-values given.
 */
export function adjustForFalseDiscovery(ps: readonly number[]): readonly number[] {
  const tests = ps.length;
  const penalty = ps.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
  const order = ps.map((_, index) => index).toSorted((a, b) => (ps[b] as number) - (ps[a] as number));
  const qs = new Array<number>(tests);
  let least = 1;
  order.forEach((index, place) => {
    least = Math.min(least, ((ps[index] as number) * tests * penalty) / (tests - place));
    qs[index] = least;
  });
  return qs;
}
