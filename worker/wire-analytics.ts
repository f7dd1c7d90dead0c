import { connectAnalyticsState } from "../analytics/adapters/analytics-state.ts";
import type { Analysis } from "../analytics/analytics-state.ts";
import { listSamples } from "../analytics/core/list-samples.ts";
import type { ThemeSeries } from "../analytics/core/theme-levels.ts";
import { analyticsSettings } from "../analytics/settings.ts";
import type { TicksDeps } from "../analytics/ticks-stage.ts";
import { EventCategory, FactorName } from "../contracts/event.ts";
import { SignalKey } from "../contracts/ids.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { Reason } from "../contracts/stage.ts";
import { readPriceBars, readPriceSpan } from "../store/read-price-bars.ts";
import { readSeries } from "../store/read-series.ts";
import type { EdgeEnv } from "./bindings.ts";
import { hotKeys, putHot } from "./hot-cache.ts";
import { noteFreshness, publishLive } from "./live.ts";
import type { SignalSeen } from "./live-feed-actor.ts";
import { withReader } from "./wire-journal.ts";

const hourMs = 3_600_000;
/** How much of the past is read at once: 90 bars of a thousand assets are some megabytes. */
const pieceMs = 3 * hourMs;

export const wireTicks = (env: EdgeEnv): TicksDeps => ({ state: connectAnalyticsState(env.ANALYTICS_STATE) });

/**
 * Takes bars from Postgres that the history lacks at its beginning: those of a backfill, or all where the history is new. Nothing
 * is read where the window is covered. What cannot be read is told, and the job goes on with what there is.
 */
export async function fillPast(env: EdgeEnv, scheduledMs: number): Promise<readonly Reason[]> {
  try {
    const state = connectAnalyticsState(env.ANALYTICS_STATE);
    const wantedMs = scheduledMs - analyticsSettings.fast.windowMs;
    const untilMs = (await state.span())?.firstMs ?? scheduledMs + 1;
    if (untilMs <= wantedMs) return [];
    const stored = await withReader(env, readPriceSpan);
    if (!stored.ok) return [{ code: "past-unavailable", message: stored.error.message }];
    if (stored.value === null) return [];
    for (let fromMs = Math.max(wantedMs, stored.value.firstMs); fromMs < untilMs; fromMs += pieceMs) {
      const range = { fromMs, toMs: Math.min(fromMs + pieceMs, untilMs) - 1 };
      const bars = await withReader(env, (reader) => readPriceBars(reader, range));
      if (!bars.ok) return [{ code: "past-unavailable", message: bars.error.message }];
      if (bars.value.length > 0) await state.addBars([...bars.value]);
    }
    return [];
  } catch (cause) {
    return [{ code: "past-unavailable", message: String(cause) }];
  }
}

/** Clusters and cascades as of a schedule. Without Postgres the slow view has assets alone, and says so. */
export async function analyzeHistory(env: EdgeEnv, scheduledMs: number): Promise<readonly Reason[]> {
  const { series: themes, reasons } = await readThemes(env, scheduledMs);
  const request = { scheduledMs, expected: Object.keys(pipelines.assets), themes };
  await connectAnalyticsState(env.ANALYTICS_STATE).analyze(request);
  return reasons;
}

/** What `analyzeHistory` found. It stays with the actor: what a step of a workflow gives is bounded to a mebibyte. */
export async function readAnalysis(env: EdgeEnv, scheduledMs: number): Promise<Analysis> {
  const analysis = await connectAnalyticsState(env.ANALYTICS_STATE).readAnalysis(scheduledMs);
  if (analysis === null) throw new Error(`there is no analysis of ${scheduledMs}`);
  return analysis;
}

/** The newest outcome in the hot cache, on pages, and in the list of what is fresh. */
export async function publishAnalysis(env: EdgeEnv, analysis: Analysis): Promise<void> {
  const { fast, slow, cascade } = analysis;
  await Promise.all([
    putHot(env, hotKeys.clusters, fast),
    putHot(env, hotKeys.cascades, cascade),
    ...(slow === null ? [] : [putHot(env, hotKeys.slowClusters, slow)]),
  ]);
  await publishLive(env, "clusters", fast);
  if (slow !== null) await publishLive(env, "clusters", slow);
  await publishLive(env, "cascades", cascade);
  const seen = listSamples(analysis).map(({ key, sampleAtMs }): SignalSeen => [key, sampleAtMs]);
  await noteFreshness(env, [], seen);
}

async function readThemes(
  env: EdgeEnv,
  scheduledMs: number,
): Promise<{ readonly series: ThemeSeries[]; readonly reasons: readonly Reason[] }> {
  const range = { keys: themeKeys, fromMs: scheduledMs - analyticsSettings.slow.windowMs, toMs: scheduledMs };
  try {
    const found = await withReader(env, (reader) => readSeries(reader, range));
    if (!found.ok) return { series: [], reasons: [{ code: "themes-unavailable", message: found.error.message }] };
    const series = found.value.map(({ key, knownAtMs, value }) => ({ key, atMs: knownAtMs, value }));
    return { series, reasons: [] };
  } catch (cause) {
    return { series: [], reasons: [{ code: "themes-unavailable", message: String(cause) }] };
  }
}

const themeKeys = [
  ...FactorName.options.map((factor) => `factor.${factor}`),
  ...EventCategory.options.map((category) => `event.${category}`),
  ...Object.keys(pipelines.markets).map((market) => `market.${market}`),
].map((key) => SignalKey.parse(key));
