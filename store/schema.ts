import { bigint, doublePrecision, index, jsonb, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { WorldEvent } from "../contracts/event.ts";
import type { CastTelemetry } from "../contracts/journal-records.ts";
import type { TickSource } from "../contracts/price-ticks.ts";

/**
 * One table per kind of journal record. `key` is deterministic and a row is replaced by a greater `version` alone, so
 * records may come in any order and any number of times. Columns ending in `_at` are moments (the contracts' `…AtMs`
 * and `…Ms`). The migrations are the tables' source in a database; a test holds both to each other.
 */
const identity = () => ({
  key: text("key").primaryKey(),
  version: bigint("version", { mode: "number" }).notNull(),
});
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" }).notNull();
const real = (name: string) => doublePrecision(name);

/** Consensus prices in US dollars, one row per asset and window. */
export const prices = pgTable(
  "prices",
  {
    ...identity(),
    asset: text("asset").notNull(),
    priceUsd: real("price_usd").notNull(),
    lowUsd: real("low_usd").notNull(),
    highUsd: real("high_usd").notNull(),
    windowEndAt: moment("window_end_at"),
    sampleAt: moment("sample_at"),
    validUntilAt: moment("valid_until_at"),
    quality: real("quality").notNull(),
    sources: jsonb("sources").$type<readonly TickSource[]>().notNull(),
  },
  (table) => [
    index("prices_asset_window").on(table.asset, table.windowEndAt),
    index("prices_window").on(table.windowEndAt),
  ],
);

/** Samples of signals. `low` and `high` are null where the source gives none. */
export const signals = pgTable(
  "signals",
  {
    ...identity(),
    signal: text("signal").notNull(),
    value: real("value").notNull(),
    low: real("low"),
    high: real("high"),
    unit: text("unit").notNull(),
    sampleAt: moment("sample_at"),
    validUntilAt: moment("valid_until_at"),
    sources: jsonb("sources").$type<readonly string[]>().notNull(),
    producer: text("producer").notNull(),
  },
  (table) => [index("signals_signal_sample").on(table.signal, table.sampleAt)],
);

/** World events with their reading for each factor. */
export const events = pgTable(
  "events",
  {
    ...identity(),
    eventId: text("event_id").notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    title: text("title").notNull(),
    source: text("source").notNull(),
    publisherFamily: text("publisher_family").notNull(),
    eventAt: moment("event_at"),
    publishedAt: moment("published_at"),
    fetchedAt: moment("fetched_at"),
    severity: real("severity").notNull(),
    category: text("category").notNull(),
    geo: jsonb("geo").$type<WorldEvent["geo"]>().notNull(),
    factors: jsonb("factors").$type<WorldEvent["factors"]>().notNull(),
    confidence: real("confidence").notNull(),
    evidenceUrl: text("evidence_url"),
    rights: text("rights").notNull(),
    expiresAt: moment("expires_at"),
    methodVersion: text("method_version").notNull(),
  },
  (table) => [index("events_event").on(table.eventAt)],
);

/** Clusters of assets that move together, one row per cluster and run. */
export const clusters = pgTable(
  "clusters",
  {
    ...identity(),
    clusterId: text("cluster_id").notNull(),
    members: jsonb("members").$type<readonly string[]>().notNull(),
    medoid: text("medoid").notNull(),
    cohesion: real("cohesion").notNull(),
    asOfAt: moment("as_of_at"),
  },
  (table) => [index("clusters_as_of").on(table.asOfAt)],
);

/** The course of casts, without sizes or balances: the vault keeps those. */
export const casts = pgTable(
  "casts",
  {
    ...identity(),
    castId: text("cast_id").notNull(),
    vault: text("vault").notNull(),
    spell: text("spell").notNull(),
    traceId: text("trace_id").notNull(),
    firedAt: moment("fired_at"),
    state: text("state").notNull(),
    txHash: text("tx_hash"),
    blockNumber: numeric("block_number"),
    steps: jsonb("steps").$type<CastTelemetry["steps"]>().notNull(),
  },
  (table) => [index("casts_vault_fired").on(table.vault, table.firedAt)],
);

/** Runs of stages. `scheduled_at` is event time, `finished_at` the wall clock. */
export const pipelineRuns = pgTable(
  "pipeline_runs",
  {
    ...identity(),
    stage: text("stage").notNull(),
    scheduledAt: moment("scheduled_at"),
    finishedAt: moment("finished_at"),
    elapsedMs: real("elapsed_ms").notNull(),
    outcome: text("outcome").notNull(),
    note: text("note").notNull(),
  },
  (table) => [index("pipeline_runs_stage_scheduled").on(table.stage, table.scheduledAt)],
);

/** Every table by the name that journal records use. */
export const journalTables = { prices, signals, events, clusters, casts, pipeline_runs: pipelineRuns } as const;
export type JournalTable = keyof typeof journalTables;
