/**
 * The weighted median: the least value at which half of the total weight is reached; at exactly half, the mean of
 * it and the next. Values may come in any order.
 */
export function weightedMedian(
  items: readonly { readonly value: number; readonly weight: number }[],
): number | undefined {
  const sorted = items.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, item) => sum + item.weight, 0) / 2;
  let reached = 0;
  for (const [index, item] of sorted.entries()) {
    reached += item.weight;
    if (reached > half) return item.value;
    const next = sorted[index + 1];
    if (reached === half && next !== undefined) return (item.value + next.value) / 2;
  }
  return sorted.at(-1)?.value;
}
