import { buildReturns, type ReturnGrid } from "../../analytics/core/build-returns.ts";
import { runClusters } from "../../analytics/core/clusters/run-clusters.ts";
import type { SquareMatrix } from "../../analytics/core/clusters/square-matrix.ts";
import type { ClusterRun } from "../../contracts/cluster.ts";
import { listPoints } from "./choose-window.ts";
import type { History } from "./history.ts";

export type SaidClusters = {
  readonly run: ClusterRun;
  readonly correlation: SquareMatrix;
  /** Log returns of each accepted asset on the run's grid; NaN where there is none. */
  readonly returns: ReadonlyMap<string, Float64Array>;
};

/** What `portent clusters` says of the window with its defaults. */
export function sayClusters(histories: readonly History[], grid: ReturnGrid, minOverlap: number): SaidClusters {
  const { run, correlation } = runClusters(listPoints(histories, grid), grid, { minOverlap, validForMs: 0 });
  const { assets, returns } = buildReturns(listPoints(histories, grid), grid, { minOverlap });
  return { run, correlation, returns: new Map(assets.map((asset, item) => [asset, returns[item] as Float64Array])) };
}
