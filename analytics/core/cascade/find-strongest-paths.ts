import type { CascadeEdge } from "../../../contracts/cascade.ts";

/** What of a move of the source arrives at an asset on its strongest path: a share in (0, 1], its sign, and after how long. */
export type StrongestPath = { readonly strength: number; readonly sign: 1 | -1; readonly lagMs: number };

export type EdgesBySource = ReadonlyMap<string, readonly CascadeEdge[]>;

export const groupBySource = (edges: readonly CascadeEdge[]): EdgesBySource => Map.groupBy(edges, ({ from }) => from);

/** What each hop keeps, besides the weight of its edge: what came by way of others is less certain. */
export const keptPerHop = 0.8;

/**
 * From a source to each asset the path with the greatest product of 0.8 · min(1, |weight|) over its edges; of equal ones the
 * shorter in time, then the positive one. A product only falls from hop to hop, so no path turns in a circle and each label is
 * settled by those of greater strength: the outcome does not depend on the order of the edges. Paths weaker than
 * `strengthMin` are not followed.
 */
export function findStrongestPaths(
  edges: EdgesBySource,
  source: string,
  strengthMin: number,
): ReadonlyMap<string, StrongestPath> {
  const best = new Map<string, StrongestPath>();
  const waiting: { asset: string; path: StrongestPath }[] = [
    { asset: source, path: { strength: 1, sign: 1, lagMs: 0 } },
  ];
  for (const { asset, path } of waiting) {
    if (asset !== source && best.get(asset) !== path) continue;
    for (const edge of edges.get(asset) ?? []) {
      const next = extend(path, edge);
      if (edge.to === source || !(next.strength >= strengthMin && next.strength > 0)) continue;
      const held = best.get(edge.to);
      if (held !== undefined && !isStronger(next, held)) continue;
      best.set(edge.to, next);
      waiting.push({ asset: edge.to, path: next });
    }
  }
  return best;
}

const extend = (path: StrongestPath, { weight, lagMs }: CascadeEdge): StrongestPath => ({
  strength: path.strength * keptPerHop * Math.min(1, Math.abs(weight)),
  sign: weight < 0 ? (path.sign === 1 ? -1 : 1) : path.sign,
  lagMs: path.lagMs + lagMs,
});

function isStronger(left: StrongestPath, right: StrongestPath): boolean {
  if (left.strength !== right.strength) return left.strength > right.strength;
  return left.lagMs !== right.lagMs ? left.lagMs < right.lagMs : left.sign > right.sign;
}
