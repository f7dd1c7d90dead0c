import type { Migration } from "../../actors/core/migrations.ts";

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
  {
    // Lanes: a nonce is unique within one. Casts of the first version had one lane.
    id: 2,
    sql: `
      alter table sessions add column lane text not null default 'main';
      alter table casts rename to casts_1;
      drop index open_casts;
      create table casts (
        seq integer primary key autoincrement, id text not null unique, is_open integer not null,
        lane text not null, nonce integer, record text not null,
        unique (lane, nonce)
      );
      insert into casts (seq, id, is_open, lane, nonce, record) select seq, id, is_open, 'main', nonce, record from casts_1;
      drop table casts_1;
      create index open_casts on casts (seq) where is_open = 1;
      create table gas (cast_id text primary key, lane text not null, at_ms integer not null, wei text not null) without rowid;`,
  },
  {
    id: 3,
    sql: `
      create table sign_ins (
        id text primary key, owner text not null, origin text not null, key text not null, created_wall_ms integer not null,
        expires_wall_ms integer not null, used_wall_ms integer not null, counter integer not null
      ) without rowid;
      create table agents (
        id text primary key, key text not null, key_thumbprint text not null, terms text not null,
        created_wall_ms integer not null, revoked integer not null, counter integer not null
      ) without rowid;
      create table agent_casts (agent_id text not null, casts integer not null, at_wall_ms integer not null);
      create table agent_triggers (
        trigger_id text primary key, agent_id text not null, casts_per_day integer not null, put_wall_ms integer not null
      ) without rowid;
      create table agent_requests (
        id text primary key, agent_id text not null, action text not null, body text not null,
        created_wall_ms integer not null, expires_wall_ms integer not null
      ) without rowid;
      create table refusals (
        minute_wall_ms integer not null, actor text not null, code text not null, count integer not null,
        audit_seq integer not null unique,
        primary key (minute_wall_ms, actor, code)
      ) without rowid;
      create table trigger_floor (version integer not null);
      insert into trigger_floor (version) values (0);
      alter table grants add column granted_by text;`,
  },
  {
    id: 4,
    sql: `
      create table rules (
        id text primary key, version integer not null, definition text not null, epoch integer not null,
        last_fired_at_ms integer, peak text, is_removed integer not null
      ) without rowid;
      create table alerts (
        id text primary key, severity text not null, message text not null, since_wall_ms integer not null
      ) without rowid;
      create table position_observations (
        id text primary key, block integer not null, is_checkpoint integer not null, observation text not null
      ) without rowid;`,
  },
  {
    id: 5,
    // Null in what was granted before it was kept.
    sql: `
      alter table grants add column label text;
      alter table grants add column created_wall_ms integer;`,
  },
];
