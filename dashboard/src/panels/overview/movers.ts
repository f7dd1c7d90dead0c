import type { PriceSnapshot } from "../../../../contracts/live.ts";
import { changeOver, type PricePoint } from "../../data/price-points.ts";

export type Mover = {
  readonly asset: string;
  readonly priceUsd: number;
  readonly change: number;
  readonly points: readonly PricePoint[];
};
export type Movers = { readonly up: readonly Mover[]; readonly down: readonly Mover[]; readonly known: number };

/** How much older than the window the base of a change may be: three windows of two minutes. */
const toleranceMs = 6 * 60_000;

/** The assets that rose and that fell the most over `windowMs`, at most `count` of each. `known`: of how many the change is known. */
export function findMovers(
  { ticks }: Pick<PriceSnapshot, "ticks">,
  history: ReadonlyMap<string, readonly PricePoint[]>,
  windowMs: number,
  count: number,
): Movers {
  const all = ticks.flatMap(({ asset, priceUsd }): readonly Mover[] => {
    const points = history.get(asset) ?? [];
    const change = changeOver(points, windowMs, toleranceMs);
    return change === null ? [] : [{ asset, priceUsd, change, points }];
  });
  const sorted = all.toSorted((a, b) => b.change - a.change || (a.asset < b.asset ? -1 : 1));
  return {
    up: sorted.filter(({ change }) => change > 0).slice(0, count),
    down: sorted
      .filter(({ change }) => change < 0)
      .toReversed()
      .slice(0, count),
    known: all.length,
  };
}
