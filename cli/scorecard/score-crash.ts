import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { ClusterRun } from "../../contracts/cluster.ts";
import { correlateRanks, type RankCorrelation } from "../../statistics/correlate-ranks.ts";
import { chooseReference, type Reference } from "./choose-reference.ts";
import { chooseWindow } from "./choose-window.ts";
import type { Crash } from "./find-crashes.ts";
import {
  type EarlyMoves,
  type Forecast,
  forecastByCascade,
  forecastByClusters,
  forecastByReference,
} from "./forecast-returns.ts";
import { type History, knownAt, returnBetween } from "./history.ts";
import { type Fall, measureFall } from "./measure-fall.ts";
import { type SaidCascade, sayCascade } from "./say-cascade.ts";
import { type SaidClusters, sayClusters } from "./say-clusters.ts";
import { type ClusterScore, scoreClusters } from "./score-clusters.ts";
import { type ForecastScore, scoreForecasts } from "./score-forecasts.ts";
import { scorecardSettings } from "./settings.ts";

/** One asset in a crash: log returns. `early` until the forecast, `rest` from there to the end. */
export type AssetInCrash = {
  readonly asset: string;
  readonly cluster: string;
  readonly whole: Fall;
  readonly early: number;
  readonly rest: Fall;
  readonly forecasts: {
    readonly naive: number | null;
    readonly cluster: number | null;
    readonly cascade: number | null;
  };
};

export type CrashScore = Crash & {
  readonly score: ScoredCrash | null;
  /** Why there is no score. */
  readonly unscored: "too-little-history" | "no-asset" | null;
};

export type ScoredCrash = {
  readonly clusters: Pick<
    ClusterRun,
    "asOfMs" | "barMs" | "windowMs" | "clusters" | "communities" | "regime" | "refused"
  >;
  readonly cascade: { readonly barMs: number; readonly windowMs: number; readonly edges: readonly CascadeEdge[] };
  readonly reference: Reference;
  /** Accepted assets with all prices of the crash. */
  readonly assets: readonly AssetInCrash[];
  readonly clusterScore: ClusterScore | null;
  /** The same of the communities, the second view of the same correlations. */
  readonly communityScore: ClusterScore | null;
  readonly forecastAtMs: number;
  readonly forecastScores: readonly ForecastScore[];
  /** If nothing moved on from the moment of the forecast: the mean absolute error of that. */
  readonly stillError: number | null;
  readonly arrival: { readonly reached: number; readonly rank: RankCorrelation | null };
};

const { horizonMs, clusterBarMs, windowMs, barsMin, minOverlap, lagMsMax, fdr, draws, seed, assetsMin, arrivalsMin } =
  scorecardSettings;

/** What was said before a crash, and how it compares with what happened in it. `gridMs`: as in `settings.ts`. */
export function scoreCrash(histories: readonly History[], crash: Crash, gridMs: number): CrashScore {
  const known = knownAt(histories, crash.onsetMs);
  const barsMs = [...new Set([clusterBarMs, gridMs])];
  const clusterGrid = chooseWindow(known, crash.onsetMs, barsMs, { windowMs, barsMin });
  const cascadeGrid = chooseWindow(known, crash.onsetMs, [gridMs], { windowMs, barsMin });
  if (clusterGrid === null || cascadeGrid === null) return { ...crash, score: null, unscored: "too-little-history" };
  const clusters = sayClusters(known, clusterGrid, minOverlap);
  const cascade = sayCascade(known, cascadeGrid, { minOverlap, fdr, lagMsMax });
  const reference = chooseReference(clusters.run.assets, clusters.correlation);
  if (reference === null) return { ...crash, score: null, unscored: "no-asset" };
  const said = { clusters, cascade, reference };
  return { ...crash, score: compareWithCrash(said, histories, crash, gridMs), unscored: null };
}

type Said = { readonly clusters: SaidClusters; readonly cascade: SaidCascade; readonly reference: Reference };

function compareWithCrash(said: Said, histories: readonly History[], { onsetMs }: Crash, gridMs: number): ScoredCrash {
  const { run, returns } = said.clusters;
  const forecastAtMs = onsetMs + Math.max(scorecardSettings.earlyMs, gridMs);
  const early = measureEarly(knownAt(histories, forecastAtMs), run.assets, { onsetMs, forecastAtMs, gridMs });
  const { returns: byCascade, arrivals } = forecastByCascade(early, said.cascade.edges);
  const forecasts = {
    naive: forecastByReference(early, returns, said.reference.asset),
    cluster: forecastByClusters(early, returns, run.clusters),
    cascade: byCascade,
  };
  const clusterOf = new Map(run.clusters.flatMap(({ id, members }) => members.map((member) => [member, id] as const)));
  const endMs = onsetMs + horizonMs;
  const assets = histories.flatMap((history): AssetInCrash[] => {
    const { asset } = history;
    const [move, cluster] = [early.get(asset), clusterOf.get(asset)];
    const whole = measureFall(history, onsetMs, endMs, gridMs);
    const rest = measureFall(history, forecastAtMs, endMs, gridMs);
    if (move === undefined || cluster === undefined || whole === null || rest === null) return [];
    const own = (forecast: Forecast): number | null => forecast.get(asset) ?? null;
    const { naive, cluster: byCluster, cascade } = forecasts;
    const forecast = { naive: own(naive), cluster: own(byCluster), cascade: own(cascade) };
    return [{ asset, cluster, whole, early: move, rest, forecasts: forecast }];
  });
  const happened = new Map(assets.map(({ asset, rest }) => [asset, rest.return]));
  const scoreGroups = (groups: readonly (readonly string[])[]): ClusterScore | null => {
    const groupOf = new Map(groups.flatMap((group, at) => group.map((member) => [member, at] as const)));
    const labels = assets.map(({ asset }) => groupOf.get(asset) ?? -1);
    const returnsInCrash = assets.map(({ whole }) => whole.return);
    return scoreClusters(returnsInCrash, labels, { draws, seed });
  };
  const { asOfMs, barMs, clusters, communities, regime, refused } = run;
  return {
    clusters: { asOfMs, barMs, windowMs: run.windowMs, clusters, communities, regime, refused },
    cascade: { barMs: said.cascade.grid.barMs, windowMs: said.cascade.grid.windowMs, edges: said.cascade.edges },
    reference: said.reference,
    assets,
    clusterScore: scoreGroups(clusters.map(({ members }) => members)),
    communityScore: scoreGroups(communities.groups),
    forecastAtMs,
    forecastScores: scoreForecasts(forecasts, happened, { assetsMin, draws, seed }),
    stillError:
      assets.length === 0 ? null : assets.reduce((sum, { rest }) => sum + Math.abs(rest.return), 0) / assets.length,
    arrival: scoreArrival(assets, arrivals),
  };
}

function measureEarly(
  known: readonly History[],
  accepted: readonly string[],
  {
    onsetMs,
    forecastAtMs,
    gridMs,
  }: { readonly onsetMs: number; readonly forecastAtMs: number; readonly gridMs: number },
): EarlyMoves {
  const isAccepted = new Set(accepted);
  const moves = new Map<string, number>();
  for (const history of known) {
    const move = returnBetween(history, onsetMs, forecastAtMs, gridMs);
    if (move !== null && isAccepted.has(history.asset)) moves.set(history.asset, move);
  }
  return moves;
}

/** Of the assets that the cascade reaches and that fell: when it said they would against when they had half of their fall. */
function scoreArrival(assets: readonly AssetInCrash[], arrivals: ReadonlyMap<string, number>): ScoredCrash["arrival"] {
  const rows = assets.flatMap(({ asset, rest: { arrivedAfterMs } }) => {
    const saidMs = arrivals.get(asset);
    return saidMs === undefined || arrivedAfterMs === null ? [] : [{ saidMs, arrivedAfterMs }];
  });
  const rank = correlateRanks(
    rows.map(({ saidMs }) => saidMs),
    rows.map(({ arrivedAfterMs }) => arrivedAfterMs),
    arrivalsMin,
  );
  return { reached: rows.length, rank };
}
