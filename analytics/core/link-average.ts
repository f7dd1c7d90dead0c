/**
 * One merge, as scipy writes it: `[left, right, height, size]` with left < right. Numbers below n are the items,
 * n + i is the cluster that row i made. Rows ascend by height.
 */
export type LinkageRow = readonly [left: number, right: number, height: number, size: number];
export type Linkage = readonly LinkageRow[];

type Merge = { readonly first: number; readonly second: number; readonly height: number };

/**
 * Merges by the nearest-neighbour chain: O(n²) time and memory. Ties go to the previous element of the chain, then to
 * the lower index: the outcome depends on the order of the items alone.
 */
function chainMerges(distances: readonly (readonly number[])[]): Merge[] {
  const count = distances.length;
  const between = distances.map((row) => Float64Array.from(row));
  const sizes = new Int32Array(count).fill(1);
  const at = (row: number, column: number): number => (between[row] as Float64Array)[column] as number;
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < count - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const tip = chain.at(-1) as number;
    const previous = chain.at(-2);
    let nearest = previous ?? -1;
    let height = previous === undefined ? Number.POSITIVE_INFINITY : at(tip, previous);
    for (let other = 0; other < count; other += 1) {
      if (other === tip || sizes[other] === 0 || at(tip, other) >= height) continue;
      nearest = other;
      height = at(tip, other);
    }
    if (nearest !== previous) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [gone, kept] = tip < nearest ? [tip, nearest] : [nearest, tip];
    const goneSize = sizes[gone] as number;
    const keptSize = sizes[kept] as number;
    for (let other = 0; other < count; other += 1) {
      if (sizes[other] === 0 || other === gone || other === kept) continue;
      const mean = (goneSize * at(gone, other) + keptSize * at(kept, other)) / (goneSize + keptSize);
      (between[kept] as Float64Array)[other] = mean;
      (between[other] as Float64Array)[kept] = mean;
    }
    sizes[gone] = 0;
    sizes[kept] = goneSize + keptSize;
    merges.push({ first: gone, second: kept, height });
  }
  return merges;
}

/** Average linkage (UPGMA) of a symmetric matrix of finite distances. */
export function linkAverage(distances: readonly (readonly number[])[]): Linkage {
  const count = distances.length;
  // The label of the cluster that an item is in now, found through its root.
  const parent = Array.from({ length: count }, (_, item) => item);
  const label = Array.from({ length: count }, (_, item) => item);
  const size = Array.from({ length: count }, () => 1);
  const rootOf = (item: number): number => {
    let root = item;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  // The chain finds merges out of order; the sort is stable, so equal heights stay as they were found.
  const merges = chainMerges(distances).sort((a, b) => a.height - b.height);
  return merges.map(({ first, second, height }, row): LinkageRow => {
    const a = rootOf(first);
    const b = rootOf(second);
    const labels = [label[a] as number, label[b] as number].sort((x, y) => x - y) as [number, number];
    const total = (size[a] as number) + (size[b] as number);
    parent[a] = b;
    label[b] = count + row;
    size[b] = total;
    return [labels[0], labels[1], height, total];
  });
}
