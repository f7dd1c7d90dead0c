import { z } from "zod";
import { Cast } from "./cast.ts";
import { Cluster } from "./cluster.ts";
import { envelopeOf } from "./envelope.ts";
import { WorldEvent } from "./event.ts";
import { PriceTick } from "./price-ticks.ts";
import { SignalProducer, SignalSample } from "./signal-samples.ts";
import { TimeMs } from "./time.ts";

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

/** An idempotent upsert into the global store. */
export const JournalRecord = z.discriminatedUnion("table", [
  record("prices", PriceTick.extend({ windowEndMs: TimeMs })),
  record("signals", SignalSample.extend({ producer: SignalProducer })),
  record("events", WorldEvent),
  record("clusters", Cluster.extend({ asOfMs: TimeMs })),
  record("casts", CastTelemetry),
  record("pipeline_runs", PipelineRun),
]);
export type JournalRecord = z.infer<typeof JournalRecord>;

/** Queue `journal`. */
export const JournalRecords = envelopeOf(
  "journal-records",
  1,
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
