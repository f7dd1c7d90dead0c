/**
 * q-values of Benjamini and Yekutieli (2001): among the pairs with q ≤ 0.05 no more than 5 % are expected to be noise, however
 * the tests depend on one another; here they do, because pairs share series. In the order of the p-values given. Of many
 * `tests` the smallest p-values may stand alone: the others count as 1, so the q-values are no less than with all given.
 */
export function adjustForFalseDiscovery(ps: readonly number[], tests: number = ps.length): readonly number[] {
  const penalty = penaltyOf(tests);
  const order = ps.map((_, index) => index).toSorted((a, b) => (ps[b] as number) - (ps[a] as number));
  const qs = new Array<number>(ps.length);
  let least = 1;
  order.forEach((index, place) => {
    least = Math.min(least, ((ps[index] as number) * tests * penalty) / (ps.length - place));
    qs[index] = least;
  });
  return qs;
}

/** 1 + 1/2 + … + 1/tests: the price of tests that depend on one another in any way. */
export function penaltyOf(tests: number): number {
  let sum = 0;
  for (let test = 1; test <= tests; test += 1) sum += 1 / test;
  return sum;
}
