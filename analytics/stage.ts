import type { ClusterRun } from "../contracts/cluster.ts";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { CronTick } from "../contracts/cron-tick.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { emit, type Outcome, type Reason, retry, type Stage } from "../contracts/stage.ts";
import { chooseGrid, type GridSettings } from "./core/choose-grid.ts";
import { pricePointsOf } from "./core/pack-columns.ts";
import { packMessages } from "./core/pack-messages.ts";
import { type ClusterSettings, runClusters } from "./core/run-clusters.ts";
import { exportPrices } from "./exports/export-prices.ts";
import type { ObjectStore } from "./exports/object-store.ts";
import type { TickSeries } from "./tick-series.ts";

export type AnalyticsSettings = GridSettings & ClusterSettings;

/** Bar 2 minutes, at most 6 hours; an outcome outlives one missed run. */
export const defaultAnalyticsSettings: AnalyticsSettings = {
  barMs: 120_000,
  windowMs: 6 * 3_600_000,
  minBars: 15,
  minOverlap: 0.8,
  validForMs: 13 * 3_600_000,
};

export type AnalyticsDeps = {
  readonly series: TickSeries;
  readonly archive: ObjectStore;
  /** Shows the run live. */
  readonly publish: (run: ClusterRun) => Promise<void>;
  /** Told of what failed beside the main outcome, which goes out all the same. */
  readonly onDegraded: (reason: Reason) => Promise<void>;
  readonly settings: AnalyticsSettings;
  /** Name and version of the writer, for the manifests of exports. */
  readonly writtenBy: string;
};

/** The clusters of the history up to `scheduledMs`. With too little history every asset is refused, saying so. */
async function computeRun(scheduledMs: number, { series, settings }: AnalyticsDeps): Promise<ClusterRun> {
  const firstMs = await series.firstWindowMs();
  const latestMs = await series.latestWindowMs();
  const span = firstMs === null || latestMs === null ? null : { firstMs, latestMs };
  const { grid, isLongEnough } = chooseGrid(span, scheduledMs, settings);
  const { asOfMs, windowMs, barMs } = grid;
  const columns = await series.history({ fromMs: Math.max(0, asOfMs - windowMs - barMs), toMs: asOfMs + 1 });
  if (isLongEnough) return runClusters(pricePointsOf(columns), grid, settings).run;
  const assets = [...new Set([...columns.assets, ...(settings.expected ?? [])])].sort(compareCodePoints);
  return {
    asOfMs,
    validUntilMs: asOfMs + settings.validForMs,
    barMs,
    windowMs,
    clusters: [],
    refused: assets.map((asset) => ({ asset, reason: "too-little-history" })),
  };
}

async function attempt(work: () => Promise<unknown>, code: string, deps: AnalyticsDeps): Promise<void> {
  try {
    await work();
  } catch (cause) {
    await deps.onDegraded({ code, message: String(cause) });
  }
}

/**
 * Every six hours: which assets move together, as signals, in the global store and live; and the price history as
 * Arrow. A failed export or live feed does not hold the signals back: the next export makes up for it.
 */
export const analyticsStage: Stage<typeof CronTick, AnalyticsDeps> = {
  name: "analytics",
  input: CronTick,
  output: { signals: SignalSamples, journal: JournalRecords },
  async process(batch, deps) {
    const outcomes: Outcome[] = [];
    for (const { body, traceId } of batch) {
      const { scheduledMs } = body;
      let run: ClusterRun;
      try {
        run = await computeRun(scheduledMs, deps);
      } catch (cause) {
        outcomes.push(
          retry("history-unavailable", `the clusters of ${scheduledMs} were not computed: ${String(cause)}`),
        );
        continue;
      }
      await attempt(() => deps.publish(run), "live-unavailable", deps);
      await attempt(() => exportPrices(scheduledMs, deps), "export-failed", deps);
      outcomes.push(emit(packMessages(run, scheduledMs, traceId)));
    }
    return outcomes;
  },
};
