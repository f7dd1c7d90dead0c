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
  {
    // State is a snapshot and a log now. What version 1 held is pulled from the vaults again.
    id: 2,
    sql: `
      drop table triggers; drop table samples; drop table parts; update vaults set hash = '', revision = '0';
      create table triggers (
        slot integer primary key, vault text not null, trigger_id text not null, registered text not null,
        put_tick integer not null, unique (vault, trigger_id)
      );
      create table signal_keys (id integer primary key, key text not null unique);
      create table log (seq integer primary key autoincrement, tick integer not null, body blob not null);
      create index log_by_tick on log (tick);
      create table snapshots (seq integer primary key, tick integer not null, parts integer not null);
      create table snapshot_parts (
        seq integer not null, part integer not null, body blob not null, primary key (seq, part)
      ) without rowid;
      create table parts (
        grid_ms integer not null, part integer not null, parts integer not null, trace_id text not null,
        samples text not null, primary key (grid_ms, part)
      ) without rowid;
      create table inbox (
        id text primary key, sample_at_ms integer not null, samples text not null, taken_tick integer
      ) without rowid;
      create table late (id text primary key, grid_ms integer not null, samples text not null) without rowid;`,
  },
];
