import type { CascadeEdge } from "../../../contracts/cascade.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";

/** An edge that somebody knows of: `weight` of `to` per return of `from`, `lagMs` later. */
export type PriorEdge = {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly lagMs: number;
};

/**
 * Learned and declared edges as one list. Of a declared pair the learned edge stands where the data show one; else the declared,
 * with the moment at which it was last found, which the run before knows. A learned edge that is not found again is gone. Declared
 * edges of assets that the run does not have are left out; of several for one pair the last counts.
 */
export function addPriors(
  learned: readonly CascadeEdge[],
  priors: readonly PriorEdge[],
  assets: readonly string[],
  previous: readonly CascadeEdge[],
): CascadeEdge[] {
  const isFound = new Set(learned.map(nameOf));
  const lastSeen = new Map(previous.map((edge) => [nameOf(edge), edge.lastSeenMs]));
  const isKnown = new Set(assets);
  const kept = [...new Map(priors.map((edge) => [nameOf(edge), edge])).values()]
    .filter(
      (edge) => isKnown.has(edge.from) && isKnown.has(edge.to) && edge.from !== edge.to && !isFound.has(nameOf(edge)),
    )
    .map(
      ({ from, to, weight, lagMs }): CascadeEdge => ({
        from,
        to,
        weight,
        low: weight,
        high: weight,
        lagMs,
        support: 0,
        q: null,
        origin: "prior",
        lastSeenMs: lastSeen.get(nameOf({ from, to })) ?? null,
      }),
    )
    .toSorted((a, b) => compareCodePoints(a.from, b.from) || compareCodePoints(a.to, b.to));
  return [...learned, ...kept];
}

const nameOf = ({ from, to }: { readonly from: string; readonly to: string }): string => JSON.stringify([from, to]);
