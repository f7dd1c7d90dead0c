import { Actor } from "../actors/core/actor.ts";
import type { PriceTicks } from "../contracts/price-ticks.ts";
import { analyticsMigrations } from "./analytics-migrations.ts";
import type { Analysis, AnalysisRequest, HistorySpan, PriceBar } from "./analytics-state.ts";
import { analyzeBars } from "./analyze-bars.ts";
import { type AddReport, BarsTable } from "./bars-table.ts";
import kernel from "./core/moments/kernel/kernel.wasm";
import { MomentsTable } from "./moments-table.ts";
import { RunsTable } from "./runs-table.ts";
import { analyticsSettings } from "./settings.ts";

/**
 * The history of consensus prices, the rolling sums over it, and the runs that came of them. Retention follows event time, not
 * the wall clock. Holds no user data. Its RPC are plain methods: there is one module, and a getter would add nothing but a hop.
 */
export class AnalyticsStateActor extends Actor<unknown> {
  #bars: BarsTable;
  readonly #moments: MomentsTable;
  readonly #runs: RunsTable;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env, { migrations: analyticsMigrations });
    this.#bars = new BarsTable(this.sql);
    this.#moments = new MomentsTable(this.sql, kernel);
    this.#runs = new RunsTable(this.sql);
  }

  /** One message is one transaction, and old bars go in the same one. Idempotent on asset and window. */
  addTicks({ body: { windowEndMs, ticks } }: PriceTicks): AddReport {
    return this.addBars([{ atMs: windowEndMs, prices: ticks.map(({ asset, priceUsd }) => [asset, priceUsd]) }]);
  }

  /** Bars in any order. What is there stays; what is older than the newest bar allows is not taken. */
  addBars(bars: readonly PriceBar[]): AddReport {
    try {
      return this.commit(() => this.#add(bars));
    } catch (cause) {
      // What the table holds in memory is of a transaction that never was.
      this.#bars = new BarsTable(this.sql);
      throw cause;
    }
  }

  span(): HistorySpan | null {
    return this.#bars.span();
  }

  /** A schedule that comes again keeps the answer that it had: what came later does not change it. */
  analyze(request: AnalysisRequest): void {
    if (this.#runs.find(request.scheduledMs) !== null) return;
    const previous = this.#runs.findBefore(request.scheduledMs);
    const { analysis, moments } = analyzeBars(this.#bars, this.#moments, request, previous);
    this.commit(() => {
      if (moments !== null) this.#moments.save(moments);
      this.#runs.save(request.scheduledMs, analysis);
    });
  }

  readAnalysis(scheduledMs: number): Analysis | null {
    return this.#runs.find(scheduledMs);
  }

  #add(bars: readonly PriceBar[]): AddReport {
    const report = { added: 0, repeated: 0, expired: 0 };
    const newestMs = Math.max(this.#bars.span()?.latestMs ?? 0, ...bars.map(({ atMs }) => atMs));
    const keepFromMs = newestMs - analyticsSettings.keepMs;
    for (const { atMs, prices } of bars) {
      if (atMs < keepFromMs) {
        report.expired += prices.length;
        continue;
      }
      const added = this.#bars.add(atMs, prices);
      report.added += added;
      report.repeated += prices.length - added;
      if (added > 0) this.#moments.noteChange(atMs);
    }
    this.#bars.removeBefore(keepFromMs);
    return report;
  }
}
