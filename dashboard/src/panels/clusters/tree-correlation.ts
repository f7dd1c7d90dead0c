import type { Tree } from "./tree.ts";

/** The correlation that a height of the tree stands for: d = √(2(1 − ρ)). */
export const correlationAt = (height: number): number => 1 - (height * height) / 2;
export const heightOf = (correlation: number): number => Math.sqrt(2 * (1 - correlation));

/** Cophenetic correlation of the leaves at two places: that of the merge at which they come together. */
export function correlationOf({ merges }: Tree, a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (low === high) return 1;
  // Children stand before their parents: the first merge that holds both is the lowest.
  const meeting = merges.find(({ first, last }) => first <= low && last >= high);
  return meeting === undefined ? 0 : correlationAt(meeting.height);
}

export type Neighbour = { readonly item: number; readonly correlation: number };

/** All other items, the nearest to the given one first, as the tree has them. */
export function listNeighbours(tree: Tree, item: number): Neighbour[] {
  const place = tree.places[item];
  if (place === undefined) return [];
  return tree.merges.flatMap(({ first, split, last, height }) => {
    if (place < first || place > last) return [];
    const others = place < split ? tree.order.slice(split, last + 1) : tree.order.slice(first, split);
    return others.map((other) => ({ item: other, correlation: correlationAt(height) }));
  });
}

/** A block of the matrix in tree order: all pairs of one side of a merge with the other have the same value. */
export type HeatBlock = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly correlation: number;
};

/** The matrix of cophenetic correlations off its diagonal, in two blocks per merge: n leaves need 2(n − 1) of them, not n². */
export function listHeatBlocks({ merges }: Tree): HeatBlock[] {
  return merges.flatMap(({ first, split, last, height }) => {
    const [left, right, correlation] = [split - first, last + 1 - split, correlationAt(height)];
    return [
      { x: first, y: split, width: left, height: right, correlation },
      { x: split, y: first, width: right, height: left, correlation },
    ];
  });
}
