import type { Result } from "../contracts/result.ts";
import type { Story } from "../contracts/story.ts";
import type { MarketReading } from "../contracts/world.ts";
import type { HourCount } from "./core/anomalies.ts";
import type { RelatedSeries } from "./core/relations/find-relations.ts";
import type { Samples } from "./core/sample-grid.ts";

type Read<T> = Promise<Result<T, { readonly message: string }>>;

/**
 * What earlier runs left in the store, as a run reads it. None of it is needed: without it stories keep their ids, and what
 * rests on the past (lineage, anomalies, shifts, volatility, relations) is missing and says so.
 */
export type WorldHistory = {
  /** Open stories that were last told of in the window. */
  stories(window: { readonly fromMs: number; readonly toMs: number }): Read<readonly Story[]>;
  /** Observed hours of the last eight weeks. */
  hourCounts(untilMs: number): Read<readonly HourCount[]>;
  /** Readings of a day ago, give or take two hours, by market. */
  marketsBefore(
    atMs: number,
  ): Read<ReadonlyMap<string, readonly Pick<MarketReading, "sampleAtMs" | "logit" | "state">[]>>;
  /** Prices of the last day, by asset. */
  prices(range: { readonly fromMs: number; readonly toMs: number }): Read<ReadonlyMap<string, Samples>>;
  /** Prices, factors and markets of the last week. */
  series(range: { readonly fromMs: number; readonly toMs: number }): Read<readonly RelatedSeries[]>;
};
