import type { ClusterAnalysis } from "../../analytics/core/clusters/analyze-clusters.ts";
import { rowsOf } from "../../analytics/core/clusters/square-matrix.ts";

/** The command's output: times in milliseconds, numbers as shortest round-trip decimals. */
export function formatClusters({ run, correlation }: ClusterAnalysis): string {
  const { asOfMs, barMs, windowMs, method, shrinkage, assets, refused, linkage, clusters } = run;
  const { communities, died, weights, regime } = run;
  return `${JSON.stringify({
    ...{ asOf: asOfMs, bar: barMs, window: windowMs, method, shrinkage, assets, refused },
    correlation: rowsOf(correlation),
    ...{ linkage, clusters, communities, died, weights, regime },
  })}\n`;
}
