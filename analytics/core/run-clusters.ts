import type { ClusterRun } from "../../contracts/cluster.ts";
import { buildReturns, type PricePoint, type ReturnGrid } from "./build-returns.ts";
import { type CorrelationMatrix, correlate, distanceOf } from "./correlate.ts";
import { cutTree, defaultCutCorrelation } from "./cut-tree.ts";
import { describeClusters } from "./describe-clusters.ts";
import { type Linkage, linkAverage } from "./link-average.ts";

export type ClusterSettings = {
  /** Least share of all steps at which an asset needs a return. */
  readonly minOverlap: number;
  /** Mean correlation below which groups stay apart; see `cut-tree.ts`. */
  readonly cutCorrelation?: number;
  /** How long the outcome may be acted on after its `asOfMs`. */
  readonly validForMs: number;
  /** Assets that are refused, and not passed over, where they have no price. */
  readonly expected?: readonly string[];
};

export type ClusterAnalysis = {
  readonly run: ClusterRun;
  /** Accepted assets by code point: the order of the matrix and of the linkage's items. */
  readonly assets: readonly string[];
  readonly correlation: CorrelationMatrix;
  readonly linkage: Linkage;
};

/** Prices in, clusters out. The same points give the same bytes whatever their order; no number is ever NaN. */
export function runClusters(
  points: Iterable<PricePoint>,
  grid: ReturnGrid,
  settings: ClusterSettings,
): ClusterAnalysis {
  const { minOverlap, cutCorrelation = defaultCutCorrelation, validForMs, expected = [] } = settings;
  const { assets, returns, refused } = buildReturns(points, grid, { minOverlap, expected });
  const correlation = correlate(returns);
  const linkage = linkAverage(correlation.map((row) => row.map(distanceOf)));
  const groups = cutTree(linkage, assets.length, cutCorrelation);
  const run: ClusterRun = {
    asOfMs: grid.asOfMs,
    validUntilMs: grid.asOfMs + validForMs,
    barMs: grid.barMs,
    windowMs: grid.windowMs,
    clusters: describeClusters(groups, assets, correlation),
    refused: [...refused],
  };
  return { run, assets, correlation, linkage };
}
