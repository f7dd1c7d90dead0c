import { z } from "zod";
import { AssetId } from "./ids.ts";
import { SignalUnit } from "./signal-samples.ts";
import { DurationText } from "./time.ts";

const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and dashes");
const Binding = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "expected capital letters, digits and underscores");
const ContractRef = z.string().regex(/^[a-z-]+@\d+$/, "expected name@version, such as price-ticks@1");
const WorkerName = z.enum(["edge", "vault"]);

const WorkerEntry = z.strictObject({
  /** The wrangler file whose generated part this file owns. */
  config: z.string(),
  script: Name,
  /** Secrets that this Worker is given. A secret stands in one Worker only. */
  secrets: z.array(Binding).default([]),
});

const StageEntry = z.strictObject({
  worker: WorkerName,
  /** The module that exports the stage. */
  module: z.string(),
  cron: z.string().optional(),
  consumes: z.record(Name, ContractRef).default({}),
  emits: z.record(Name, ContractRef).default({}),
  /** Event-time age of the stage's last run beyond which it counts as late, and as stale. */
  freshness: z.strictObject({ warn: DurationText, error: DurationText }).optional(),
});

/** Every consumer field is stated: local and production defaults differ. Limits are the platform's. */
const QueueEntry = z.strictObject({
  contract: ContractRef,
  max_batch_size: z.int().min(1).max(100),
  max_batch_timeout_s: z.int().min(0).max(60),
  max_retries: z.int().min(0).max(100),
  max_concurrency: z.int().min(1).max(250),
  retry_delay_s: z.int().min(0).max(86_400),
  /** Absent for dead-letter queues alone. */
  dead_letter: Name.optional(),
});

const ActorEntry = z.strictObject({
  class: z.string().regex(/^[A-Z][A-Za-z]*$/),
  worker: WorkerName,
  binding: Binding,
  used_by: z.array(WorkerName).min(1),
  /** The migration tag that created the class. Never changes once deployed. */
  since: z.string().regex(/^v\d+$/, "expected a migration tag such as v1"),
});

const SourceEntry = z.strictObject({
  kind: z.enum(["prices", "events"]),
  module: z.string(),
  /** Address of the public service; a replay puts its own in its place. Absent: it exists in a replay only. */
  url: z.url().optional(),
  timeout: DurationText,
  /** Calls that one run may make. */
  budget: z.int().positive(),
  weight: z.number().positive().default(1),
  quote: z.enum(["USD", "USDT"]).optional(),
});

const AssetEntry = z.strictObject({
  name: z.string(),
  /** The asset's name at each source. */
  symbols: z.record(Name, z.string()),
  staleness: DurationText,
});

const SignalEntry = z.strictObject({
  unit: SignalUnit,
  producer: z.enum(["ingest", "enrich", "analytics"]),
  min: z.number().optional(),
  max: z.number().optional(),
  cadence: DurationText,
  staleness: DurationText,
  description: z.string(),
});

const DatasetEntry = z.strictObject({
  stage: Name,
  scope: z.enum(["public", "vault"]),
  description: z.string(),
});

/** `pipelines.toml`: stages, cadences, queues, sources, assets, signal catalogue and datasets, in one place. */
export const PipelinesFile = z.strictObject({
  pipeline: z.strictObject({
    schema: z.literal(1),
    cadence: DurationText,
    quorum: z.int().min(1),
    /** Quotes further than this fraction from the median are outliers. */
    max_deviation: z.number().positive().max(1),
    /** A trigger that would fire more than so many times within this time disables itself. */
    guard_fires: z.int().positive(),
    guard_window: DurationText,
  }),
  workers: z.strictObject({ edge: WorkerEntry, vault: WorkerEntry }),
  stages: z.record(Name, StageEntry),
  queues: z.record(Name, QueueEntry),
  kv: z.record(Name, z.strictObject({ binding: Binding, used_by: z.array(WorkerName).min(1) })),
  r2: z.record(Name, z.strictObject({ binding: Binding, used_by: z.array(WorkerName).min(1) })),
  actors: z.record(Name, ActorEntry),
  sources: z.record(Name, SourceEntry),
  assets: z.record(AssetId, AssetEntry),
  signals: z.record(z.string(), SignalEntry),
  datasets: z.record(Name, DatasetEntry),
});
export type PipelinesFile = z.infer<typeof PipelinesFile>;
