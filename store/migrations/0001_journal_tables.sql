-- One table per kind of journal record. See schema.ts.
create table casts (
  key text primary key,
  version bigint not null,
  cast_id text not null,
  vault text not null,
  spell text not null,
  trace_id text not null,
  fired_at timestamp(3) with time zone not null,
  state text not null,
  tx_hash text,
  block_number numeric,
  steps jsonb not null
);

create table clusters (
  key text primary key,
  version bigint not null,
  cluster_id text not null,
  members jsonb not null,
  medoid text not null,
  cohesion double precision not null,
  as_of_at timestamp(3) with time zone not null
);

create table events (
  key text primary key,
  version bigint not null,
  event_id text not null,
  dedupe_key text not null,
  title text not null,
  source text not null,
  publisher_family text not null,
  event_at timestamp(3) with time zone not null,
  published_at timestamp(3) with time zone not null,
  fetched_at timestamp(3) with time zone not null,
  severity double precision not null,
  category text not null,
  geo jsonb not null,
  factors jsonb not null,
  confidence double precision not null,
  evidence_url text,
  rights text not null,
  expires_at timestamp(3) with time zone not null,
  method_version text not null
);

create table pipeline_runs (
  key text primary key,
  version bigint not null,
  stage text not null,
  scheduled_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone not null,
  elapsed_ms double precision not null,
  outcome text not null,
  note text not null
);

create table prices (
  key text primary key,
  version bigint not null,
  asset text not null,
  price_usd double precision not null,
  low_usd double precision not null,
  high_usd double precision not null,
  window_end_at timestamp(3) with time zone not null,
  sample_at timestamp(3) with time zone not null,
  valid_until_at timestamp(3) with time zone not null,
  quality double precision not null,
  sources jsonb not null
);

create table signals (
  key text primary key,
  version bigint not null,
  signal text not null,
  value double precision not null,
  low double precision,
  high double precision,
  unit text not null,
  sample_at timestamp(3) with time zone not null,
  valid_until_at timestamp(3) with time zone not null,
  sources jsonb not null,
  producer text not null
);

create index casts_vault_fired on casts (vault, fired_at);
create index clusters_as_of on clusters (as_of_at);
create index events_event on events (event_at);
create index pipeline_runs_stage_scheduled on pipeline_runs (stage, scheduled_at);
create index prices_asset_window on prices (asset, window_end_at);
create index prices_window on prices (window_end_at);
create index signals_signal_sample on signals (signal, sample_at);
