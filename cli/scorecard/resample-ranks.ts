/** Values in the order of their size: where each stands, and where equal ones begin. Sorted once for all resamples. */
export type Ordered = { readonly order: readonly number[]; readonly values: readonly number[] };

export function orderValues(values: readonly number[]): Ordered {
  const order = values.map((_, at) => at).toSorted((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  return { order, values };
}

/** Ranks within a resample that holds each value so many times; equal values share the mean of their places. */
export function rankResample({ order, values }: Ordered, times: Int32Array, into: Float64Array): void {
  let before = 0;
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] as number];
    let end = start;
    let count = 0;
    for (; end < order.length && values[order[end] as number] === value; end += 1) {
      count += times[order[end] as number] as number;
    }
    for (let place = start; place < end; place += 1) into[order[place] as number] = before + (count + 1) / 2;
    before += count;
    start = end;
  }
}

/** Pearson of the ranks, each as often as it was drawn; 0 where one side does not change: it says nothing. */
export function correlateResample(left: Float64Array, right: Float64Array, times: Int32Array): number {
  const mean = (left.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let at = 0; at < left.length; at += 1) {
    const [weight, x, y] = [times[at] as number, (left[at] as number) - mean, (right[at] as number) - mean];
    xy += weight * x * y;
    xx += weight * x * x;
    yy += weight * y * y;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
