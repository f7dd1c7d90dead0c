import { Actor } from "../actors/core/actor.ts";
import type { PriceTicks } from "../contracts/price-ticks.ts";
import { analyticsMigrations } from "./analytics-migrations.ts";
import { packColumns, type TickRow } from "./core/pack-columns.ts";
import type { AddReport, TickColumns, TimeRange } from "./tick-series.ts";

/** Seven days, and one more so that a late job still finds whole windows. */
export const retentionMs = 8 * 86_400_000;

/**
 * The history of consensus prices, one row per asset and window. Retention follows event time, not the wall clock. Holds
 * no user data. Its RPC are plain methods: there is one module, and a getter would add nothing but a hop.
 */
export class AnalyticsStateActor extends Actor<unknown> {
  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env, { migrations: analyticsMigrations });
  }

  /** One message is one transaction, and old rows go in the same one. Idempotent on asset and window. */
  addTicks({ body: { windowEndMs, ticks } }: PriceTicks): AddReport {
    return this.commit(() => {
      const keepFromMs = Math.max(windowEndMs, this.latestWindowMs() ?? 0) - retentionMs;
      if (windowEndMs < keepFromMs) return { added: 0, repeated: 0, expired: ticks.length };
      let added = 0;
      for (const tick of ticks) {
        added += this.sql.exec(
          `insert into ticks (window_end_ms, asset, price_usd, low_usd, high_usd) values (?, ?, ?, ?, ?)
           on conflict do nothing`,
          windowEndMs,
          tick.asset,
          tick.priceUsd,
          tick.lowUsd,
          tick.highUsd,
        ).rowsWritten;
      }
      this.sql.exec("delete from ticks where window_end_ms < ?", keepFromMs);
      return { added, repeated: ticks.length - added, expired: 0 };
    });
  }

  history({ fromMs, toMs }: TimeRange): TickColumns {
    return packColumns(
      this.sql.exec<TickRow>(
        "select * from ticks where window_end_ms >= ? and window_end_ms < ? order by window_end_ms, asset",
        fromMs,
        toMs,
      ),
    );
  }

  /** Rows in each range. */
  countRows(ranges: readonly TimeRange[]): number[] {
    const query = "select count(*) as n from ticks where window_end_ms >= ? and window_end_ms < ?";
    return ranges.map(({ fromMs, toMs }) => this.sql.exec<{ n: number }>(query, fromMs, toMs).one().n);
  }

  /** End of the oldest kept window; null before the first tick. */
  firstWindowMs(): number | null {
    return this.sql.exec<{ ms: number | null }>("select min(window_end_ms) as ms from ticks").one().ms;
  }

  /** End of the newest window; null before the first tick. */
  latestWindowMs(): number | null {
    return this.sql.exec<{ ms: number | null }>("select max(window_end_ms) as ms from ticks").one().ms;
  }
}
