import { z } from "zod";
import { AssetId } from "./ids.ts";
import { QuoteCurrency } from "./price-ticks.ts";
import { SignalUnit } from "./signal-samples.ts";
import { SourceKind } from "./source-run.ts";
import { DurationText } from "./time.ts";

const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and dashes");
/** As the table of the global store is called, where the rows come from there. */
const DatasetName = z.string().regex(/^[a-z][a-z0-9_]*$/, "expected lower-case letters, digits and underscores");
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

const Freshness = z.strictObject({ warn: DurationText, error: DurationText });

const StageEntry = z.strictObject({
  worker: WorkerName,
  /** The module that exports the stage. */
  module: z.string(),
  cron: z.string().optional(),
  /** The workflow that a run is: its steps are replayed after a crash, not repeated. Of scheduled stages of the edge. */
  workflow: Name.optional(),
  consumes: z.record(Name, ContractRef).default({}),
  emits: z.record(Name, ContractRef).default({}),
  /** Event-time age of the stage's last run beyond which it counts as late, and as stale. */
  freshness: Freshness.optional(),
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

const WorkflowEntry = z.strictObject({
  class: z.string().regex(/^[A-Z][A-Za-z]*$/),
  worker: WorkerName,
  binding: Binding,
});

const SourceEntry = z.strictObject({
  kind: SourceKind,
  module: z.string(),
  /** Address of the public service; a replay puts its own in its place. Empty: what it reads has addresses of its own. Absent: it exists in a replay only. */
  url: z.union([z.url(), z.literal("")]).optional(),
  timeout: DurationText,
  /** Calls that one run may make. */
  budget: z.int().positive(),
  weight: z.number().positive().default(1),
  /** Of price sources: what they quote in, unless a symbol says otherwise. */
  quote: QuoteCurrency.default("USD"),
  /** Of price sources: how old a quote may be at the window's end. Absent: it must lie within the window. */
  max_age: DurationText.optional(),
  /** The chain that it reads, for sources that read contracts. */
  chain: Name.optional(),
  /** A secret of the edge Worker with its key. Absent or not set: it is asked without a key. */
  key: Binding.optional(),
  /** Event-time age of its newest row beyond which it counts as late, and as stale. */
  freshness: Freshness,
});

/** The asset's name at a source; in full where the source trades a multiple (`per` units, such as 1000SATS) or in another coin. */
const SymbolEntry = z.union([
  z.string().min(1),
  z.strictObject({ symbol: z.string().min(1), per: z.number().positive().default(1), quote: QuoteCurrency.optional() }),
]);

const AssetEntry = z.strictObject({
  name: z.string(),
  /** A stablecoin is priced by sources that quote in dollars alone; its price then converts the others' quotes. */
  kind: z.enum(["coin", "stablecoin"]).default("coin"),
  /** Digits after the point that a price of it is shown with. */
  decimals: z.int().min(0).max(18),
  /** What it is quoted in here. */
  quote: z.literal("USD").default("USD"),
  /** The asset's name at each source. */
  symbols: z.record(Name, SymbolEntry),
  /** Its token by chain. */
  addresses: z.record(Name, z.string().regex(/^0x[0-9a-fA-F]{40}$/, "expected an address")).default({}),
  /** How often a price of it is expected. */
  heartbeat: DurationText,
  staleness: DurationText,
});

const FeedEntry = z.strictObject({
  url: z.url(),
  /** Who publishes it: feeds of one house do not corroborate each other. */
  family: z.string(),
  rights: z.string(),
  /** How long its headlines may be kept; what was derived from them stays. */
  keep: DurationText,
  /** How far it is believed, in (0, 1]. */
  reliability: z.number().positive().max(1),
});

const MarketEntry = z.strictObject({
  question: z.string(),
  source: Name,
  /** The market's id at the source. */
  ref: z.string(),
  /** Which of its outcomes the probability is of. */
  outcome: z.string().default("Yes"),
});

const SignalEntry = z.strictObject({
  unit: SignalUnit,
  producer: z.enum(["ingest", "enrich", "analytics"]),
  /** What `*` in the name stands for. */
  over: z.enum(["assets", "stablecoins", "markets", "categories", "chains"]).default("assets"),
  min: z.number().optional(),
  max: z.number().optional(),
  cadence: DurationText,
  staleness: DurationText,
  description: z.string(),
});

const DatasetEntry = z.strictObject({
  stage: Name,
  scope: z.enum(["public", "vault"]),
  /** Exported dates older than that are removed; absent: they are kept for ever. */
  keep: DurationText.optional(),
  description: z.string(),
});

/** An edge that is believed beforehand: a return of 1 of `from` is followed by one of `weight` of `to`. */
const CascadePrior = z.strictObject({
  from: AssetId,
  to: AssetId,
  weight: z.number().min(-1).max(1),
  lag: DurationText,
  reason: z.string(),
});

/** `pipelines.toml`: stages, cadences, queues, sources, assets, signal catalogue and datasets, in one place. */
export const PipelinesFile = z.strictObject({
  pipeline: z.strictObject({
    schema: z.literal(3),
    cadence: DurationText,
    quorum: z.int().min(1),
    /** Quotes further than this fraction from the median are outliers. */
    max_deviation: z.number().positive().max(1),
    /** Distance of bid and ask, as a fraction of their middle, beyond which a market does not trade. */
    max_spread: z.number().positive().max(1),
    /** A quote that repeats itself for so many windows … */
    frozen_windows: z.int().min(2),
    /** … while the consensus moved by more than this fraction is frozen. */
    frozen_move: z.number().positive().max(1),
    /** A quote may be so much later than the window's end: sources answer with the present moment. */
    grace: DurationText,
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
  workflows: z.record(Name, WorkflowEntry),
  sources: z.record(Name, SourceEntry),
  chains: z.record(Name, z.strictObject({ id: z.int().positive(), name: z.string() })),
  assets: z.record(AssetId, AssetEntry),
  /** RSS and Atom feeds, which the source `feeds` reads. */
  feeds: z.record(Name, FeedEntry),
  /** What GDELT is asked for, in its own language; each is one call. */
  gdelt_queries: z.array(z.string()),
  /** Prediction markets by the name of their signal. */
  markets: z.record(Name, MarketEntry),
  signals: z.record(z.string(), SignalEntry),
  cascade_priors: z.record(Name, CascadePrior).default({}),
  datasets: z.record(DatasetName, DatasetEntry),
});
export type PipelinesFile = z.infer<typeof PipelinesFile>;
