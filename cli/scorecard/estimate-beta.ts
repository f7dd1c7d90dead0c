/** Slope of one return series on another over the steps at which both are known: cov / var. Null where it is not defined. */
export function estimateBeta(own: Float64Array, reference: Float64Array): number | null {
  let [count, sumX, sumY] = [0, 0, 0];
  const isKnown = (step: number): boolean => !Number.isNaN((own[step] as number) + (reference[step] as number));
  for (let step = 0; step < own.length; step += 1) {
    if (!isKnown(step)) continue;
    count += 1;
    sumX += reference[step] as number;
    sumY += own[step] as number;
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [xx, xy] = [0, 0];
  for (let step = 0; step < own.length; step += 1) {
    if (!isKnown(step)) continue;
    const x = (reference[step] as number) - meanX;
    xx += x * x;
    xy += x * ((own[step] as number) - meanY);
  }
  return xx > 0 ? xy / xx : null;
}
