import type { AnalyticsStateActor } from "../analytics/analytics-state-actor.ts";
import { FeedKind } from "../contracts/live.ts";
import { pipelines, type QueueName, queueBindings } from "../contracts/pipelines.gen.ts";
import type { RegistryActor } from "../evaluate/registry-actor.ts";
import type { OpenWorkActor } from "../execute/open-work-actor.ts";
import type { OwnerDirectoryActor } from "../execute/owner-directory-actor.ts";
import type { TradingStateActor } from "../execute/trading-state-actor.ts";
import type { VaultActor } from "../execute/vault-actor.ts";
import { sourceUrls } from "../ingest/core/source-urls.ts";
import type { DeadLettersActor } from "./dead-letters/dead-letters-actor.ts";
import type { LiveFeedActor } from "./live-feed-actor.ts";
import type { SourceMemoryActor } from "./source-memory-actor.ts";
import type { WorkflowParams } from "./workflow-params.ts";

/** Everything the edge Worker is given. No vault secret is among it. */
export type EdgeEnv = {
  readonly ASSETS: Fetcher;
  readonly HOT: KVNamespace;
  readonly ARCHIVE: R2Bucket;
  readonly READS: Hyperdrive;
  /** A read replica, asked first; absent where there is none. */
  readonly READS_REPLICA?: Hyperdrive;
  readonly REGISTRY: DurableObjectNamespace<RegistryActor>;
  readonly LIVE_FEED: DurableObjectNamespace<LiveFeedActor>;
  readonly ANALYTICS_STATE: DurableObjectNamespace<AnalyticsStateActor>;
  readonly ENRICH_WORKFLOW: Workflow<WorkflowParams>;
  readonly ANALYTICS_WORKFLOW: Workflow<WorkflowParams>;
  readonly SOURCE_MEMORY: DurableObjectNamespace<SourceMemoryActor>;
  readonly DEAD_LETTERS: DurableObjectNamespace<DeadLettersActor>;
  readonly VAULT: DurableObjectNamespace<VaultActor>;
  readonly OWNER_DIRECTORY: DurableObjectNamespace<OwnerDirectoryActor>;
  readonly OPEN_WORK: DurableObjectNamespace<OpenWorkActor>;
  readonly TRADING_STATE: DurableObjectNamespace<TradingStateActor>;
  /** `recorded`, `reconstructed` or `live`. */
  readonly FEED: string;
  /** Secret: Postgres, for writes by the Neon driver. */
  readonly DATABASE_URL: string;
  /** `host:port/path` of a WebSocket proxy in front of a plain Postgres; absent with Neon. */
  readonly DATABASE_WEBSOCKET_PROXY?: string;
  /** Secret: the evaluate stage's Ed25519 private key, base64 of PKCS#8. */
  readonly FIRES_SIGNING_KEY: string;
  /** JSON object: addresses that stand in for those of the sources in `pipelines.toml`. */
  readonly SOURCE_URLS?: string;
} & { readonly [Binding in (typeof queueBindings)[QueueName]]: Queue };

const required = [
  "ASSETS",
  "HOT",
  "ARCHIVE",
  "READS",
  "REGISTRY",
  "LIVE_FEED",
  "ANALYTICS_STATE",
  "SOURCE_MEMORY",
  "DEAD_LETTERS",
  "ENRICH_WORKFLOW",
  "ANALYTICS_WORKFLOW",
  "VAULT",
  "OWNER_DIRECTORY",
  "OPEN_WORK",
  "TRADING_STATE",
  "FEED",
  ...pipelines.workers.edge.secrets,
] as const;

const checked = new WeakSet<object>();

/** Checks the bindings at their first use and names everything that is missing, at once. */
export function checkBindings(env: EdgeEnv): EdgeEnv {
  if (checked.has(env)) return env;
  const missing = required.filter((name) => (env as unknown as Record<string, unknown>)[name] === undefined);
  if (missing.length > 0) throw new Error(`the edge Worker lacks these bindings: ${missing.join(", ")}`);
  FeedKind.parse(env.FEED);
  sourceUrls(env);
  checked.add(env);
  return env;
}

/** The producer of a queue by its name in `pipelines.toml`. */
export function queueOf(env: object, name: string): Queue {
  const binding = queueBindings[name as QueueName] as string | undefined;
  const queue = binding === undefined ? undefined : (env as Readonly<Record<string, unknown>>)[binding];
  if (queue === undefined) throw new Error(`there is no producer for the queue ${name} in this Worker`);
  return queue as Queue;
}
