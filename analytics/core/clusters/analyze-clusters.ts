import type { ClusterRun, LinkageMethod } from "../../../contracts/cluster.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import type { ReturnGrid } from "../build-returns.ts";
import { findCorrelationCommunities } from "./communities.ts";
import { copheneticCorrelation } from "./cophenetic.ts";
import { type CutCriterion, cutTree, defaultCut } from "./cut-tree.ts";
import { describeClusters, type ReturnsOf } from "./describe-clusters.ts";
import { distancesOf } from "./distances.ts";
import { link } from "./link.ts";
import { readRegime } from "./read-regime.ts";
import { weighByRiskParity } from "./risk-parity.ts";
import { chooseShrinkage, type Shrinkage, shrink } from "./shrink.ts";
import type { SquareMatrix } from "./square-matrix.ts";
import { type EarlierCluster, type TracedCluster, traceLineage } from "./trace-lineage.ts";
import { covarianceOf } from "./variances.ts";

export type AnalysisSettings = {
  /** How long the outcome may be acted on after its `asOfMs`. */
  readonly validForMs: number;
  readonly view?: ClusterRun["view"];
  /** Default: average. */
  readonly method?: LinkageMethod;
  /** Default: none. */
  readonly shrinkage?: Shrinkage;
  /** Default: mean correlation √½. */
  readonly cut?: CutCriterion;
  /** Length of the moves that stress and regime judge; at least one bar. Default: an hour. */
  readonly moveMs?: number;
};

export type AnalysisInput = {
  readonly grid: ReturnGrid;
  /** Accepted series by code point: the order of everything below. */
  readonly assets: readonly string[];
  /** Before shrinkage: symmetric, ones on the diagonal, finite, in [-1, 1]. */
  readonly correlation: SquareMatrix;
  /** Of the returns of one bar, above 0. */
  readonly variances: Float64Array;
  readonly returnsOf: ReturnsOf;
  readonly refused: ClusterRun["refused"];
  /** The run before of the same view, or null. */
  readonly previous: { readonly clusters: readonly EarlierCluster[] } | null;
};

export type ClusterAnalysis = {
  readonly run: ClusterRun;
  /** As the tree was made of it: shrunk. */
  readonly correlation: SquareMatrix;
  /** How well the tree keeps the distances; see `cophenetic.ts`. */
  readonly cophenetic: number;
};

const hourMs = 3_600_000;

/**
 * From correlations to the whole run. They may come from prices at once or from sums that were kept: the same numbers give the
 * same bytes. No number of the outcome is NaN. Throws where the input is not what it must be.
 */
export function analyzeClusters(input: AnalysisInput, settings: AnalysisSettings): ClusterAnalysis {
  checkInput(input);
  const { grid, assets, variances, refused } = input;
  const { method = "average", cut = defaultCut, view = "fast", moveMs = hourMs } = settings;
  const newest = { returnsOf: input.returnsOf, moveSteps: Math.max(1, Math.floor(moveMs / grid.barMs)) };
  const shrinkage = readShrinkage(input, settings.shrinkage ?? "none");
  const correlation = shrink(input.correlation, shrinkage);
  const distances = distancesOf(correlation);
  const linkage = link(distances, method);
  const described = describeClusters(cutTree(linkage, distances, cut), assets, correlation, newest);
  const traced = traceLineage(
    described.map(({ members }) => members),
    input.previous?.clusters ?? [],
  );
  const weights = weighByRiskParity(linkage, covarianceOf(correlation, variances));
  const run: ClusterRun = {
    view,
    asOfMs: grid.asOfMs,
    validUntilMs: grid.asOfMs + settings.validForMs,
    barMs: grid.barMs,
    windowMs: grid.windowMs,
    method,
    shrinkage,
    assets: [...assets],
    linkage: [...linkage],
    clusters: described.map((cluster, at) => {
      const { id, lineage } = traced.clusters[at] as TracedCluster;
      return { id, ...cluster, lineage };
    }),
    died: [...traced.died],
    communities: findCorrelationCommunities(assets, correlation),
    weights: assets.map((asset, item) => ({ asset, weight: weights[item] as number })),
    regime: readRegime(input.correlation, variances, newest),
    refused: [...refused],
  };
  return { run, correlation, cophenetic: copheneticCorrelation(linkage, distances) };
}

function readShrinkage({ correlation, returnsOf }: AnalysisInput, shrinkage: Shrinkage): number {
  if (shrinkage === "none") return 0;
  return typeof shrinkage === "number" ? shrinkage : chooseShrinkage(correlation, returnsOf);
}

function checkInput({ assets, correlation, variances }: AnalysisInput): void {
  if (correlation.size !== assets.length || variances.length !== assets.length) {
    throw new RangeError(`${assets.length} series, ${correlation.size} in the matrix, ${variances.length} variances`);
  }
  for (const [at, asset] of assets.slice(1).entries()) {
    if (compareCodePoints(assets[at] as string, asset) >= 0) throw new RangeError(`${asset} is out of order`);
  }
}
