import type { CascadeRun } from "../contracts/cascade.ts";
import type { ClusterRun } from "../contracts/cluster.ts";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { durationMs } from "../contracts/time.ts";
import type { Analysis, AnalysisRequest } from "./analytics-state.ts";
import type { BarsTable } from "./bars-table.ts";
import type { PricePoint, ReturnGrid } from "./core/build-returns.ts";
import { addPriors } from "./core/cascade/add-priors.ts";
import { learnCascade } from "./core/cascade/learn-cascade.ts";
import { chooseGrid } from "./core/choose-grid.ts";
import { analyzeClusters } from "./core/clusters/analyze-clusters.ts";
import { runClusters } from "./core/clusters/run-clusters.ts";
import type { CoMoments } from "./core/moments/co-moments.ts";
import type { SeriesSummary } from "./core/moments/summarise.ts";
import { toLevels } from "./core/theme-levels.ts";
import type { MomentsTable } from "./moments-table.ts";
import { analyticsSettings as settings } from "./settings.ts";

export type BarsAnalysis = {
  readonly analysis: Analysis;
  /** The sums as of the run, to be stored with it; null where there was too little history. */
  readonly moments: CoMoments | null;
};

/** Clusters and cascades of the history up to a schedule. With too little of it every asset is refused, saying so. */
export function analyzeBars(
  bars: BarsTable,
  stored: MomentsTable,
  request: AnalysisRequest,
  previous: Analysis | null,
): BarsAnalysis {
  const { grid, isLongEnough } = chooseGrid(bars.span(), request.scheduledMs, {
    ...settings.fast,
    minBars: settings.fast.barsMin,
  });
  const slow = analyzeSlowly(bars, request, previous?.slow ?? null);
  if (!isLongEnough) return { analysis: { ...refuseAll(bars, grid, request.expected), slow }, moments: null };
  const moments = stored.bringUpTo(grid, bars);
  const { accepted, refused } = judgeSeries(moments.series(), [...request.expected, ...bars.assets], grid);
  const statistics = moments.statistics(accepted.map(({ series }) => series));
  const assets = accepted.map(({ series }) => series);
  // One series at a time: a week of a thousand is 40 MB.
  const returns = new Float64Array(statistics.steps);
  const fast = analyzeClusters(
    {
      ...{ grid, assets, refused, previous: previous?.fast ?? null },
      correlation: statistics.correlations(),
      variances: Float64Array.from(accepted, ({ variance }) => variance),
      returnsOf: (index) => {
        statistics.fillReturns(index, returns);
        return returns;
      },
    },
    { ...settings, view: "fast" },
  );
  const learned = learnCascade(statistics, { ...settings, asOfMs: grid.asOfMs });
  const cascade: CascadeRun = {
    ...runOf(grid),
    ...{ lagsMax: settings.lagsMax, fdr: settings.fdr, assets, found: learned.found, refused },
    edges: addPriors(learned.edges, priors, assets, previous?.cascade.edges ?? []),
  };
  return { analysis: { fast: fast.run, slow, cascade }, moments };
}

/** Assets, prediction markets and event themes on bars that all of them have; null with too little history. */
function analyzeSlowly(
  bars: BarsTable,
  { scheduledMs, expected, themes }: AnalysisRequest,
  previous: ClusterRun | null,
): ClusterRun | null {
  const { barMs, barsMin } = settings.slow;
  const { grid, isLongEnough } = chooseGrid(bars.span(), scheduledMs, { ...settings.slow, minBars: barsMin });
  if (!isLongEnough) return null;
  const fromMs = grid.asOfMs - grid.windowMs;
  const points = function* (): Generator<PricePoint> {
    for (const { atMs, prices } of bars.read(fromMs, grid.asOfMs, barMs)) {
      for (const [slot, asset] of bars.assets.entries()) {
        const price = prices[slot] as number;
        if (price > 0) yield { asset, atMs, price };
      }
    }
    for (const { key, atMs, level } of toLevels(themes, { fromMs, toMs: grid.asOfMs, barMs })) {
      for (const [at, price] of level.entries()) yield { asset: key, atMs: atMs[at] as number, price };
    }
  };
  const { overlapMin: minOverlap, method, shrinkage, validForMs } = settings;
  const rule = { minOverlap, method, shrinkage, validForMs, expected, view: "slow" as const };
  return runClusters(points(), grid, rule, previous).run;
}

type Refusals = ClusterRun["refused"];

/** Series with a return at enough of the steps, that do not stand still, and whose sums fit. By code point. */
function judgeSeries(
  summaries: readonly SeriesSummary[],
  expected: readonly string[],
  { windowMs, barMs }: ReturnGrid,
): { readonly accepted: readonly SeriesSummary[]; readonly refused: Refusals } {
  const leastCount = settings.overlapMin * (windowMs / barMs) - 1e-9;
  const refused = new Map(expected.map((asset) => [asset, "too-few-returns"]));
  const accepted = summaries.filter(({ series, count, isConstant, isSummable }) => {
    const reason =
      count < leastCount ? "too-few-returns" : isConstant ? "constant" : isSummable ? null : "out-of-range";
    if (reason === null) refused.delete(series);
    else refused.set(series, reason);
    return reason === null;
  });
  return { accepted, refused: listRefusals(refused) };
}

const listRefusals = (reasons: ReadonlyMap<string, string>): Refusals =>
  [...reasons].map(([asset, reason]) => ({ asset, reason })).toSorted((a, b) => compareCodePoints(a.asset, b.asset));

function refuseAll(bars: BarsTable, grid: ReturnGrid, expected: readonly string[]): Pick<Analysis, "fast" | "cascade"> {
  const refused = listRefusals(new Map([...expected, ...bars.assets].map((asset) => [asset, "too-little-history"])));
  const none = { ...runOf(grid), assets: [], refused };
  return {
    fast: {
      ...none,
      ...{ view: "fast", method: settings.method, shrinkage: 0, linkage: [], clusters: [], died: [] },
      ...{ communities: { modularity: 0, groups: [] }, weights: [], regime: null },
    },
    cascade: { ...none, lagsMax: settings.lagsMax, fdr: settings.fdr, edges: [], found: 0 },
  };
}

const runOf = ({ asOfMs, barMs, windowMs }: ReturnGrid) => ({
  ...{ asOfMs, barMs, windowMs },
  validUntilMs: asOfMs + settings.validForMs,
});

const priors = Object.values(pipelines.cascade_priors).map(({ from, to, weight, lag }) => ({
  ...{ from, to, weight },
  lagMs: durationMs(lag),
}));
