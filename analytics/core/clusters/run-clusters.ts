import { buildReturns, type PricePoint, type ReturnGrid } from "../build-returns.ts";
import {
  type AnalysisInput,
  type AnalysisSettings,
  analyzeClusters,
  type ClusterAnalysis,
} from "./analyze-clusters.ts";
import { correlate } from "./correlate.ts";
import { varianceOf } from "./variances.ts";

export type ClusterSettings = AnalysisSettings & {
  /** Least share of all steps at which an asset needs a return. */
  readonly minOverlap: number;
  /** Assets that are refused, and not passed over, where they have no price. */
  readonly expected?: readonly string[];
};

/** Prices in, clusters out. The same points give the same bytes whatever their order; no number is ever NaN. */
export function runClusters(
  points: Iterable<PricePoint>,
  grid: ReturnGrid,
  settings: ClusterSettings,
  previous: AnalysisInput["previous"] = null,
): ClusterAnalysis {
  const { minOverlap, expected = [] } = settings;
  const { assets, returns, refused } = buildReturns(points, grid, { minOverlap, expected });
  return analyzeClusters(
    {
      grid,
      assets,
      correlation: correlate(returns),
      variances: Float64Array.from(returns, varianceOf),
      returnsOf: (item) => returns[item] as Float64Array,
      refused: [...refused],
      previous,
    },
    settings,
  );
}
