import type { ReturnGrid } from "../../analytics/core/build-returns.ts";
import { buildFreshReturns } from "../../analytics/core/cascade/build-fresh-returns.ts";
import { learnCascade } from "../../analytics/core/cascade/learn-cascade.ts";
import { measureLags } from "../../analytics/core/cascade/measure-lags.ts";
import { pairsMin } from "../../analytics/core/cascade/screen-pairs.ts";
import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { History } from "./history.ts";

export type SaidCascade = {
  readonly grid: ReturnGrid;
  readonly assets: readonly string[];
  readonly edges: readonly CascadeEdge[];
};

/** What `portent cascade` learns from the window with its defaults. */
export function sayCascade(
  histories: readonly History[],
  grid: ReturnGrid,
  { minOverlap, fdr, lagMsMax }: { readonly minOverlap: number; readonly fdr: number; readonly lagMsMax: number },
): SaidCascade {
  const prices = histories.map(({ asset, series }) => ({ asset, atMs: series.knownAtMs, price: series.value }));
  const { assets, returns, agesMs } = buildFreshReturns(prices, grid, { minOverlap, returnsMin: pairsMin });
  const lagsMax = Math.floor(lagMsMax / grid.barMs);
  const statistics = measureLags({ series: assets, returns, agesMs, barMs: grid.barMs, lagsMax });
  const tests = assets.length * (assets.length - 1);
  const { edges } = learnCascade(statistics, { fdr, edgesMax: tests, asOfMs: grid.asOfMs });
  return { grid, assets, edges };
}
