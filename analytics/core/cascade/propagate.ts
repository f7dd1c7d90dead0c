import type { CascadeEdge, CascadeImpact, Shock } from "../../../contracts/cascade.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { type Contribution, combineContributions } from "./combine-contributions.ts";
import { findStrongestPaths, groupBySource } from "./find-strongest-paths.ts";

/** What is smaller is left out. */
const sizeMin = 1e-6;

/**
 * What shocks at `asOfMs` do to the assets that edges lead to, the largest first. From each source only its strongest path to an
 * asset counts, so that a second, weaker way adds nothing. What a shock does to its own asset is the shock, and is not
 * listed. Shocks of assets without edges do nothing; `parse-shocks.ts` refuses unknown ones. An asset shocked twice
 * has the larger of both (equal ones: the fall).
 */
export function propagate(edges: readonly CascadeEdge[], shocks: readonly Shock[], asOfMs: number): CascadeImpact[] {
  const bySource = groupBySource(edges);
  const contributions = new Map<string, Contribution[]>();
  for (const [source, size] of [...largestOf(shocks)].toSorted(([a], [b]) => compareCodePoints(a, b))) {
    for (const [asset, path] of findStrongestPaths(bySource, source, sizeMin / Math.abs(size))) {
      const list = contributions.get(asset) ?? [];
      contributions.set(asset, list);
      list.push({ source, size: size * path.strength * path.sign, lagMs: path.lagMs });
    }
  }
  return [...contributions]
    .flatMap(([asset, list]) => {
      const combined = combineContributions(list);
      if (combined === null || Math.abs(combined.size) < sizeMin) return [];
      return [{ asset, size: combined.size, arrivesAtMs: asOfMs + combined.lagMs, from: combined.from }];
    })
    .toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size) || compareCodePoints(a.asset, b.asset));
}

function largestOf(shocks: readonly Shock[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { asset, size } of shocks) {
    const held = sizes.get(asset) ?? 0;
    const isLarger = Math.abs(size) > Math.abs(held) || (Math.abs(size) === Math.abs(held) && size < held);
    if (size !== 0 && isLarger) sizes.set(asset, size);
  }
  return sizes;
}
