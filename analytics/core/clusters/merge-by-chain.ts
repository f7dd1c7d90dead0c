import type { LinkageMethod } from "../../../contracts/cluster.ts";
import { type Distances, pairIndex } from "./distances.ts";
import type { Merge } from "./link.ts";

type ChainMethod = Exclude<LinkageMethod, "single">;

/** Distance of the union of x and y to i (Lance and Williams), from the three distances and the three sizes. */
type Update = (xi: number, yi: number, xy: number, x: number, y: number, i: number) => number;

const updates: Readonly<Record<ChainMethod, Update>> = {
  average: (xi, yi, _, x, y) => (x * xi + y * yi) / (x + y),
  complete: (xi, yi) => Math.max(xi, yi),
  ward: (xi, yi, xy, x, y, i) => {
    const t = 1 / (x + y + i);
    return Math.sqrt(Math.max(0, (i + x) * t * xi * xi + (i + y) * t * yi * yi - i * t * xy * xy));
  },
};

/**
 * Merges by the nearest-neighbour chain: from a group to its nearest one, and so on, until two are nearest to each other.
 * Among equally near groups the previous element of the chain comes first, then the lowest.
 */
export function mergeByChain({ size: count, values }: Distances, method: ChainMethod): Merge[] {
  const update = updates[method];
  const between = values.slice();
  const sizes = new Float64Array(count).fill(1);
  const at = (a: number, b: number): number => (a < b ? pairIndex(count, a, b) : pairIndex(count, b, a));
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < count - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const tip = chain.at(-1) as number;
    const previous = chain.at(-2);
    let nearest = previous ?? -1;
    let height = previous === undefined ? Number.POSITIVE_INFINITY : (between[at(tip, previous)] as number);
    for (let other = 0; other < count; other += 1) {
      if (sizes[other] === 0 || other === tip) continue;
      const distance = between[at(tip, other)] as number;
      if (distance >= height) continue;
      nearest = other;
      height = distance;
    }
    if (nearest !== previous) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const gone = Math.min(tip, nearest);
    const kept = Math.max(tip, nearest);
    const goneSize = sizes[gone] as number;
    const keptSize = sizes[kept] as number;
    sizes[gone] = 0;
    for (let other = 0; other < count; other += 1) {
      const size = sizes[other] as number;
      if (size === 0 || other === kept) continue;
      const toGone = between[at(other, gone)] as number;
      const toKept = between[at(other, kept)] as number;
      between[at(other, kept)] = update(toGone, toKept, height, goneSize, keptSize, size);
    }
    sizes[kept] = goneSize + keptSize;
    merges.push({ first: gone, second: kept, height });
  }
  return merges;
}
