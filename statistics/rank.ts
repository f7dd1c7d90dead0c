/** Ranks from 1; equal values share the mean of their places. */
export function rank(values: readonly number[]): Float64Array {
  const order = values.map((_, index) => index).toSorted((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end += 1;
    for (let place = start; place < end; place += 1) ranks[order[place] as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
