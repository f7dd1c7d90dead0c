import type { CascadeRun } from "../contracts/cascade.ts";
import type { ClusterRun } from "../contracts/cluster.ts";
import type { PriceTicks } from "../contracts/price-ticks.ts";
import type { AddReport } from "./bars-table.ts";
import type { ThemeSeries } from "./core/theme-levels.ts";

/** The outcome of a six-hour job. `slow` is null where too little of the past is known for it. */
export type Analysis = {
  readonly fast: ClusterRun;
  readonly slow: ClusterRun | null;
  readonly cascade: CascadeRun;
};

export type AnalysisRequest = {
  readonly scheduledMs: number;
  /** Assets that are refused, and not passed over, where they have no price. */
  readonly expected: readonly string[];
  /** Prediction markets and event themes, for the slow view. */
  readonly themes: readonly ThemeSeries[];
};

/** When the oldest and the newest kept bar ended; null before the first. */
export type HistorySpan = { readonly firstMs: number; readonly latestMs: number };

/** All prices of one bar. */
export type PriceBar = {
  readonly atMs: number;
  readonly prices: readonly (readonly [asset: string, priceUsd: number])[];
};

/** The price history and what is kept up to date over it, as its users see it. */
export type AnalyticsState = {
  /** Idempotent on asset and window: the first price of a window stays. */
  addTicks(message: PriceTicks): Promise<AddReport>;
  /** Bars of the past, from the global store. What is there stays. */
  addBars(bars: readonly PriceBar[]): Promise<AddReport>;
  span(): Promise<HistorySpan | null>;
  /**
   * Clusters and cascades as of the last bar at or before both the schedule and the newest price, kept under the schedule. One that
   * comes again keeps what it had: what came later does not change it.
   */
  analyze(request: AnalysisRequest): Promise<void>;
  /** What a schedule's analysis said; null where there was none, or it is weeks ago. */
  readAnalysis(scheduledMs: number): Promise<Analysis | null>;
};
