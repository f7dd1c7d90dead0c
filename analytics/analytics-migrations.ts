import type { Migration } from "../actors/core/migrations.ts";

/** Append-only. */
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
  {
    id: 2,
    // What stood in the ticks stands in Postgres, too: the next job takes it from there.
    sql: `
      drop table ticks;
      create table assets (slot integer primary key, asset text not null unique);
      create table bars (at_ms integer primary key, prices blob not null);
      create table moments_header (newest_ms integer not null, header text not null);
      create table moments (piece integer primary key, checksum integer not null, bytes blob not null);
      create table runs (scheduled_ms integer primary key, analysis text not null);`,
  },
];
