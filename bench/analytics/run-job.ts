import { learnCascade } from "../../analytics/core/cascade/learn-cascade.ts";
import { cutTree, defaultCut } from "../../analytics/core/clusters/cut-tree.ts";
import { distancesOf } from "../../analytics/core/clusters/distances.ts";
import { type Linkage, link } from "../../analytics/core/clusters/link.ts";
import type { SquareMatrix } from "../../analytics/core/clusters/square-matrix.ts";
import type { CoMoments } from "../../analytics/core/moments/co-moments.ts";
import { analyticsSettings } from "../../analytics/settings.ts";
import { type BarReturns, barMs } from "./market.ts";

/** Milliseconds of each part. */
export type JobTimes = {
  readonly barsMs: number;
  readonly correlationsMs: number;
  readonly linkageMs: number;
  readonly cascadeMs: number;
};
export type Job = { readonly times: JobTimes; readonly correlation: SquareMatrix; readonly linkage: Linkage };

/**
 * What six hours cost: their bars, one by one, with the sums brought up to date; correlations; the tree and its cut; and from the
 * correlations at six lags the edges, tested and checked.
 */
export function runJob(moments: CoMoments, bars: readonly BarReturns[]): Job {
  const clock = performance;
  const startMs = clock.now();
  for (const bar of bars) moments.addBar((moments.newestMs ?? 0) + barMs, bar);
  moments.fold();
  const foldedMs = clock.now();
  const accepted = moments.series().filter((one) => !one.isConstant && one.isSummable);
  const statistics = moments.statistics(accepted.map(({ series }) => series));
  const correlation = statistics.correlations();
  const readMs = clock.now();
  const distances = distancesOf(correlation);
  const linkage = link(distances, "average");
  const groups = cutTree(linkage, distances, defaultCut);
  const linkedMs = clock.now();
  const { edges } = learnCascade(statistics, { ...analyticsSettings, asOfMs: moments.newestMs ?? 0 });
  const endMs = clock.now();
  if (groups.length === 0 || edges.length > analyticsSettings.edgesMax) throw new Error("the job has no outcome");
  const times = {
    barsMs: foldedMs - startMs,
    correlationsMs: readMs - foldedMs,
    linkageMs: linkedMs - readMs,
    cascadeMs: endMs - linkedMs,
  };
  return { times, correlation, linkage };
}

export const totalOf = ({ barsMs, correlationsMs, linkageMs, cascadeMs }: JobTimes): number =>
  barsMs + correlationsMs + linkageMs + cascadeMs;
