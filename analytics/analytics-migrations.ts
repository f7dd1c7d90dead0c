import type { Migration } from "../actors/core/migrations.ts";

/** Append-only. The primary key leads with the window: reads, counts and pruning are by time. */
export const analyticsMigrations: readonly Migration[] = [
  {
    id: 1,
    sql: `create table ticks (
      window_end_ms integer not null,
      asset text not null,
      price_usd real not null,
      low_usd real not null,
      high_usd real not null,
      primary key (window_end_ms, asset)
    ) without rowid`,
  },
];
