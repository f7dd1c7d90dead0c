import type { ClusterRun } from "../../../../contracts/cluster.ts";

/** A merge, laid out along the leaves. Places count from 0 at the first leaf; the leaves below a merge are neighbours. */
export type Merge = {
  /** Below the item count an item, else that plus the number of a merge. */
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** Places of its first leaf, of the right side's first leaf, and of its last leaf. */
  readonly first: number;
  readonly split: number;
  readonly last: number;
  /** Between the middles of its two sides. */
  readonly middle: number;
};

export type Tree = {
  /** Items in the order of the leaves: no branch crosses another. */
  readonly order: readonly number[];
  /** The place of each item. */
  readonly places: readonly number[];
  /** In the order of the linkage. */
  readonly merges: readonly Merge[];
};

/** The tree of a linkage, left sides first; null where the rows do not join all items to one. */
export function layOutTree(linkage: ClusterRun["linkage"], size: number): Tree | null {
  if (linkage.length !== Math.max(0, size - 1)) return null;
  const sizes = Array.from({ length: size }, () => 1);
  for (const [row, [left, right]] of linkage.entries()) {
    const [a, b] = [sizes[left], sizes[right]];
    if (left === right || a === undefined || b === undefined) return null;
    sizes[size + row] = a + b;
  }
  // From the root downwards: each branch learns where its leaves begin.
  const firsts = sizes.map(() => -1);
  firsts[firsts.length - 1] = 0;
  for (let row = linkage.length - 1; row >= 0; row -= 1) {
    const [left, right] = linkage[row] as [number, number, number, number];
    const first = firsts[size + row] as number;
    if (first === -1) return null;
    firsts[left] = first;
    firsts[right] = first + (sizes[left] as number);
  }
  const places = firsts.slice(0, size);
  const order = Array.from({ length: size }, () => 0);
  for (const [item, place] of places.entries()) order[place] = item;
  const middles = places.slice();
  const merges = linkage.map(([left, right, height], row): Merge => {
    const middle = ((middles[left] as number) + (middles[right] as number)) / 2;
    middles.push(middle);
    const first = firsts[size + row] as number;
    return {
      ...{ left, right, height, first, middle },
      split: firsts[right] as number,
      last: first + (sizes[size + row] as number) - 1,
    };
  });
  return { order, places, merges };
}
