import type { CascadeEdge, CascadeImpact } from "../../contracts/cascade.ts";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import { propagate } from "./cascade/propagate.ts";

/** How an asset stands in the network of edges. Both in [0, 1]. */
export type Spread = {
  readonly asset: string;
  /** Mean size of what a move of the asset does to each of the others, per unit of the move. */
  readonly reach: number;
  /** What reaches the asset when every other one moves by one unit in the direction that adds up: `1 − Π(1 − |c|)`. */
  readonly exposure: number;
};

/** Small, so that no impact meets its cap; the answer is per unit. */
const unitMove = 0.01;

/** Reach and exposure of each asset, by code point. Assets without edges have 0 of both. */
export function measureSpread(edges: readonly CascadeEdge[], assets: readonly string[], asOfMs: number): Spread[] {
  const ordered = assets.toSorted(compareCodePoints);
  const others = Math.max(1, ordered.length - 1);
  const sums = new Map<string, number>();
  const spared = new Map(ordered.map((asset) => [asset, 1]));
  for (const asset of ordered) {
    for (const { asset: reached, size } of impactsOf(edges, asset, asOfMs)) {
      const share = Math.min(1, Math.abs(size) / unitMove);
      sums.set(asset, (sums.get(asset) ?? 0) + share);
      spared.set(reached, (spared.get(reached) ?? 1) * (1 - share));
    }
  }
  return ordered.map((asset) => ({
    asset,
    reach: (sums.get(asset) ?? 0) / others,
    exposure: 1 - (spared.get(asset) ?? 1),
  }));
}

function impactsOf(edges: readonly CascadeEdge[], asset: string, asOfMs: number): readonly CascadeImpact[] {
  if (!edges.some(({ from }) => from === asset)) return [];
  return propagate(edges, [{ asset, size: unitMove }], asOfMs);
}
