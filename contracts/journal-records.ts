import { z } from "zod";
import { CascadeEdge } from "./cascade.ts";
import { Cast } from "./cast.ts";
import { Cluster, ClusterRun } from "./cluster.ts";
import { envelopeOf } from "./envelope.ts";
import { WorldEvent } from "./event.ts";
import { FactorReading } from "./factor-reading.ts";
import { AssetId } from "./ids.ts";
import { PriceTick, TickSource } from "./price-ticks.ts";
import { SignalProducer, SignalSample } from "./signal-samples.ts";
import { SourceRun } from "./source-run.ts";
import { Story } from "./story.ts";
import { TimeMs } from "./time.ts";
import { AnomalyReading, MarketReading, RelationReading } from "./world.ts";

const record = <Table extends string, Row extends z.ZodType>(table: Table, row: Row) =>
  z.strictObject({
    table: z.literal(table),
    /** Deterministic primary key. */
    key: z.string().min(1).max(300),
    /** An upsert takes effect only where its version is greater than the stored one: order does not matter. */
    version: z.int().nonnegative(),
    row,
  });

/** One run of one stage over one batch or schedule. */
export const PipelineRun = z.strictObject({
  stage: z.string(),
  scheduledMs: TimeMs,
  finishedWallMs: TimeMs,
  elapsedMs: z.number().nonnegative(),
  outcome: z.enum(["done", "degraded", "failed"]),
  note: z.string(),
});
export type PipelineRun = z.infer<typeof PipelineRun>;

/** What a stage reports of a cast to the global store: its course, without sizes or balances. */
export const CastTelemetry = Cast.pick({
  id: true,
  vault: true,
  spell: true,
  traceId: true,
  firedAtMs: true,
  state: true,
  txHash: true,
  blockNumber: true,
  steps: true,
});
export type CastTelemetry = z.infer<typeof CastTelemetry>;

/**
 * A quote that no price took, in the side output: a redrive judges its window again. Of a window without a price every source
 * is here, those that are fit or silent, too.
 */
export const RefusedQuote = TickSource.required({ refused: true }).extend({ asset: AssetId, windowEndMs: TimeMs });
export type RefusedQuote = z.infer<typeof RefusedQuote>;

/** How far a backfill is. `doneUntilMs` only grows: a restart goes on from there. */
export const Backfill = z.strictObject({
  id: z.string().min(1).max(200),
  /** What it reads: files or sources, in a sentence. */
  input: z.string().max(1_000),
  fromMs: TimeMs,
  toMs: TimeMs,
  doneUntilMs: TimeMs,
  windows: z.int().nonnegative(),
  records: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  state: z.enum(["running", "done"]),
});
export type Backfill = z.infer<typeof Backfill>;

/** An idempotent upsert into the global store. */
export const JournalRecord = z.discriminatedUnion("table", [
  record("prices", PriceTick.extend({ windowEndMs: TimeMs })),
  record("signals", SignalSample.extend({ producer: SignalProducer })),
  record("events", WorldEvent),
  record("clusters", Cluster.extend({ view: ClusterRun.shape.view, asOfMs: TimeMs })),
  record("cascade_edges", CascadeEdge.extend({ asOfMs: TimeMs })),
  record("casts", CastTelemetry),
  record("pipeline_runs", PipelineRun),
  record("refused_quotes", RefusedQuote),
  record("source_runs", SourceRun),
  record("stories", Story),
  record("factors", FactorReading.extend({ asOfMs: TimeMs, validUntilMs: TimeMs })),
  record("markets", MarketReading),
  record("anomalies", AnomalyReading),
  record("relations", RelationReading.extend({ asOfMs: TimeMs })),
  record("backfills", Backfill),
]);
export type JournalRecord = z.infer<typeof JournalRecord>;

/** Queue `journal`. */
export const JournalRecords = envelopeOf(
  "journal-records",
  3,
  z.strictObject({ records: z.array(JournalRecord).min(1).max(100) }),
);
export type JournalRecords = z.infer<typeof JournalRecords>;

/** A sample as the global store keeps it: one row per signal and sample time. */
export const toSignalRecord = (sample: SignalSample, producer: SignalProducer): JournalRecord => ({
  table: "signals",
  key: `${sample.key}:${sample.sampleAtMs}`,
  version: 1,
  row: { ...sample, producer },
});
