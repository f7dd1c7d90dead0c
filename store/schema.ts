import { isNotNull } from "drizzle-orm";
import { bigint, boolean, doublePrecision, index, jsonb, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { WorldEvent } from "../contracts/event.ts";
import type { CastTelemetry } from "../contracts/journal-records.ts";
import type { TickSource } from "../contracts/price-ticks.ts";
import type { Story } from "../contracts/story.ts";

/**
 * One table per kind of journal record. `key` is deterministic and a row is replaced by a greater `version` alone, so
 * records may come in any order and any number of times. Columns ending in `_at` are moments (the contracts' `…AtMs`
 * and `…Ms`). The migrations are the tables' source in a database; a test holds both to each other.
 */
const identity = () => ({
  key: text("key").primaryKey(),
  version: bigint("version", { mode: "number" }).notNull(),
});
const momentOrNull = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const moment = (name: string) => momentOrNull(name).notNull();
const real = (name: string) => doublePrecision(name);
const count = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Consensus prices in US dollars, one row per asset and window. */
export const prices = pgTable(
  "prices",
  {
    ...identity(),
    asset: text("asset").notNull(),
    priceUsd: real("price_usd").notNull(),
    openUsd: real("open_usd").notNull(),
    lowUsd: real("low_usd").notNull(),
    highUsd: real("high_usd").notNull(),
    windowEndAt: moment("window_end_at"),
    sampleAt: moment("sample_at"),
    validUntilAt: moment("valid_until_at"),
    quality: real("quality").notNull(),
    dispersion: real("dispersion").notNull(),
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
  (table) => [
    index("signals_signal_sample").on(table.signal, table.sampleAt),
    index("signals_sample").on(table.sampleAt),
  ],
);

/**
 * World events with their reading for each factor. `title` and `evidence_url` are text under a licence: once `expires_at`
 * has passed, retention takes them out and the derived facts stay.
 */
export const events = pgTable(
  "events",
  {
    ...identity(),
    eventId: text("event_id").notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    title: text("title"),
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
  (table) => [
    index("events_event_key").on(table.eventAt, table.key),
    index("events_expires").on(table.expiresAt).where(isNotNull(table.title)),
  ],
);

/** Clusters of series that move together, one row per cluster and run. */
export const clusters = pgTable(
  "clusters",
  {
    ...identity(),
    clusterId: text("cluster_id").notNull(),
    view: text("view").notNull().default("fast"),
    members: jsonb("members").$type<readonly string[]>().notNull(),
    medoid: text("medoid").notNull(),
    cohesion: real("cohesion").notNull(),
    stress: real("stress"),
    lineageState: text("lineage_state").notNull().default("born"),
    lineageFrom: jsonb("lineage_from").$type<readonly string[]>().notNull().default([]),
    asOfAt: moment("as_of_at"),
  },
  (table) => [
    index("clusters_as_of").on(table.asOfAt),
    index("clusters_cluster_as_of").on(table.clusterId, table.asOfAt),
  ],
);

/** Which asset follows which, one row per edge and run. `q` is null for declared edges. */
export const cascadeEdges = pgTable(
  "cascade_edges",
  {
    ...identity(),
    fromAsset: text("from_asset").notNull(),
    toAsset: text("to_asset").notNull(),
    weight: real("weight").notNull(),
    low: real("low").notNull(),
    high: real("high").notNull(),
    lagMs: count("lag_ms"),
    support: count("support"),
    q: real("q"),
    origin: text("origin").notNull(),
    lastSeenAt: momentOrNull("last_seen_at"),
    asOfAt: moment("as_of_at"),
  },
  (table) => [index("cascade_edges_as_of").on(table.asOfAt)],
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
  (table) => [index("casts_vault_fired").on(table.vault, table.firedAt), index("casts_fired").on(table.firedAt)],
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
  (table) => [
    index("pipeline_runs_stage_scheduled").on(table.stage, table.scheduledAt),
    index("pipeline_runs_scheduled").on(table.scheduledAt),
  ],
);

/** Quotes that no consensus took, one row per asset, window and source. */
export const refusedQuotes = pgTable(
  "refused_quotes",
  {
    ...identity(),
    asset: text("asset").notNull(),
    windowEndAt: moment("window_end_at"),
    source: text("source").notNull(),
    refused: text("refused").notNull(),
    price: real("price"),
    quote: text("quote").notNull(),
    rateUsd: real("rate_usd"),
    priceUsd: real("price_usd"),
    range: jsonb("range").$type<NonNullable<TickSource["range"]>>(),
    sampleAt: momentOrNull("sample_at"),
  },
  (table) => [index("refused_quotes_window_key").on(table.windowEndAt, table.key)],
);

/** What each source did in each run. `run_at` is event time. */
export const sourceRuns = pgTable(
  "source_runs",
  {
    ...identity(),
    source: text("source").notNull(),
    kind: text("kind").notNull(),
    runAt: moment("run_at"),
    outcome: text("outcome").notNull(),
    rows: count("rows"),
    refusedRows: count("refused_rows"),
    calls: count("calls"),
    latencyMs: real("latency_ms").notNull(),
    newestAt: momentOrNull("newest_at"),
    note: text("note").notNull(),
  },
  (table) => [index("source_runs_source_run").on(table.source, table.runAt), index("source_runs_run").on(table.runAt)],
);

/** Happenings as several outlets tell them. The title's licence ends as that of an event does. */
export const stories = pgTable(
  "stories",
  {
    ...identity(),
    storyId: text("story_id").notNull(),
    state: text("state").notNull(),
    mergedInto: text("merged_into"),
    splitFrom: text("split_from"),
    title: text("title"),
    category: text("category").notNull(),
    eventIds: jsonb("event_ids").$type<readonly string[]>().notNull(),
    publisherFamilies: jsonb("publisher_families").$type<readonly string[]>().notNull(),
    firstPublishedAt: moment("first_published_at"),
    lastPublishedAt: moment("last_published_at"),
    expiresAt: moment("expires_at"),
    severity: real("severity").notNull(),
    confidence: real("confidence").notNull(),
    factors: jsonb("factors").$type<Story["factors"]>().notNull(),
    methodVersion: text("method_version").notNull(),
  },
  (table) => [
    index("stories_last_key").on(table.lastPublishedAt, table.key),
    index("stories_first").on(table.firstPublishedAt),
    index("stories_expires").on(table.expiresAt).where(isNotNull(table.title)),
  ],
);

/** A factor's share of one event. Its headline is not repeated here: it stands with the event, where its licence can end. */
export type StoredEvidence = { readonly eventId: string; readonly eventTimeMs: number; readonly share: number };

/** Readings of factors, one row per factor and run. */
export const factors = pgTable(
  "factors",
  {
    ...identity(),
    factor: text("factor").notNull(),
    value: real("value").notNull(),
    evidence: jsonb("evidence").$type<readonly StoredEvidence[]>().notNull(),
    asOfAt: moment("as_of_at"),
    validUntilAt: moment("valid_until_at"),
  },
  (table) => [index("factors_factor_as_of").on(table.factor, table.asOfAt), index("factors_as_of").on(table.asOfAt)],
);

/** Readings of prediction markets. Probabilities are fractions. */
export const markets = pgTable(
  "markets",
  {
    ...identity(),
    market: text("market").notNull(),
    question: text("question").notNull(),
    source: text("source").notNull(),
    probability: real("probability").notNull(),
    logit: real("logit").notNull(),
    shift: real("shift"),
    volumeUsd: real("volume_usd"),
    liquidityUsd: real("liquidity_usd"),
    state: text("state").notNull(),
    endsAt: momentOrNull("ends_at"),
    sampleAt: moment("sample_at"),
  },
  (table) => [
    index("markets_market_sample").on(table.market, table.sampleAt),
    index("markets_sample").on(table.sampleAt),
  ],
);

/** How unusual the number of stories of a category is, one row per category and hour. */
export const anomalies = pgTable(
  "anomalies",
  {
    ...identity(),
    category: text("category").notNull(),
    hourAt: moment("hour_at"),
    count: count("count"),
    median: real("median").notNull(),
    scale: real("scale").notNull(),
    up: real("up").notNull(),
    down: real("down").notNull(),
    weeks: count("weeks"),
    learning: boolean("learning").notNull(),
  },
  (table) => [index("anomalies_hour").on(table.hourAt)],
);

/** How pairs of series moved together, one row per pair and run. */
export const relations = pgTable(
  "relations",
  {
    ...identity(),
    leftSeries: text("left_series").notNull(),
    rightSeries: text("right_series").notNull(),
    correlation: real("correlation").notNull(),
    low: real("low").notNull(),
    high: real("high").notNull(),
    samples: count("samples"),
    q: real("q").notNull(),
    asOfAt: moment("as_of_at"),
  },
  (table) => [index("relations_as_of").on(table.asOfAt)],
);

/** How far each backfill is, one row per backfill. */
export const backfills = pgTable(
  "backfills",
  {
    ...identity(),
    backfillId: text("backfill_id").notNull(),
    input: text("input").notNull(),
    fromAt: moment("from_at"),
    toAt: moment("to_at"),
    doneUntilAt: moment("done_until_at"),
    windows: count("windows"),
    records: count("records"),
    refused: count("refused"),
    state: text("state").notNull(),
  },
  (table) => [index("backfills_done_until").on(table.doneUntilAt)],
);

/** Every table by the name that journal records use. */
export const journalTables = {
  prices,
  signals,
  events,
  clusters,
  cascade_edges: cascadeEdges,
  casts,
  pipeline_runs: pipelineRuns,
  refused_quotes: refusedQuotes,
  source_runs: sourceRuns,
  stories,
  factors,
  markets,
  anomalies,
  relations,
  backfills,
} as const;
export type JournalTable = keyof typeof journalTables;
