import type { Migration } from "../actors/core/migrations.ts";

export const vaultMigrations: readonly Migration[] = [
  {
    id: 1,
    sql: `
      create table triggers (
        id text primary key, version integer not null, definition text not null, enabled integer not null,
        epoch integer not null, last_fired_at_ms integer
      ) without rowid;
      create table fires (
        seq integer primary key autoincrement, trigger_id text not null, version integer not null, epoch integer not null,
        fire text not null, received_wall_ms integer not null,
        unique (trigger_id, version, epoch)
      );
      create table sessions (
        id text primary key, state text not null, address text not null, sealed blob, record text not null,
        created_wall_ms integer not null
      ) without rowid;
      create table casts (
        seq integer primary key autoincrement, id text not null unique, is_open integer not null, nonce integer unique,
        record text not null
      );
      create index open_casts on casts (seq) where is_open = 1;
      create table audit (
        seq integer primary key autoincrement, at_wall_ms integer not null, act text not null, actor text not null,
        detail text not null
      );
      create table nonces (nonce text primary key, expires_wall_ms integer not null) without rowid;
      create table grants (token_hash text primary key, expires_wall_ms integer not null) without rowid;`,
  },
];
