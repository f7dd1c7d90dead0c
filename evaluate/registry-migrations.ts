import type { Migration } from "../actors/core/migrations.ts";

export const registryMigrations: readonly Migration[] = [
  {
    id: 1,
    sql: `
      create table vaults (vault text primary key, hash text not null, revision text not null) without rowid;
      create table triggers (
        vault text not null, trigger_id text not null, registered text not null, state text not null,
        primary key (vault, trigger_id)
      ) without rowid;
      create table samples (
        key text not null, known_at_ms integer not null, value real not null, low real not null, high real not null,
        sample_at_ms integer not null, valid_until_ms integer not null,
        primary key (key, known_at_ms)
      ) without rowid;
      create index samples_by_time on samples (known_at_ms);
      create table parts (
        grid_ms integer not null, part integer not null, parts integer not null, trace_id text not null,
        primary key (grid_ms, part)
      ) without rowid;`,
  },
];
