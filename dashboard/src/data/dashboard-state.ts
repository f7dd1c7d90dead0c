import type { ClusterRun } from "../../../contracts/cluster.ts";
import type { FreshnessReport } from "../../../contracts/freshness.ts";
import type { FactorSnapshot, PipelineHealth, PriceHistory, PriceSnapshot } from "../../../contracts/live.ts";
import type { VaultView } from "../../../contracts/vault-view.ts";
import type { WorldSnapshot } from "../../../contracts/world.ts";
import type { LoadProblem } from "./fetch-json.ts";
import type { PricePoint } from "./price-points.ts";

/** `offline`: the browser has no network, or the server has not answered for several attempts. It still tries. */
export type ConnectionPhase = "connecting" | "live" | "reconnecting" | "offline";

/** Where the page stands in the public topic's messages. */
export type LiveFeed = {
  /** The life of the feed that the numbers are of; null before its first word. */
  readonly epoch: string | null;
  /** Whether the present socket went on where the last one ended. */
  readonly isResumed: boolean;
  /** The topic's last number when the socket was opened: from there on, numbers have no gap. */
  readonly headSeq: number;
  /** So many messages are still to come before all that the server keeps is here. */
  readonly follow: number;
};

/** What the page knows of one thing. Both null: it is loading. Data with a problem: the last good data, not renewed. */
export type Part<T> = {
  readonly data: T | null;
  readonly problem: LoadProblem | null;
  /** Known to be of the feed's present life. What is not may come from before a restart. */
  readonly isConfirmed: boolean;
  /** Where it is no answer of the server but the last one that this browser keeps: when that was stored, by the wall clock. */
  readonly storedAtMs?: number;
};

export type Parts = {
  readonly health: Part<PipelineHealth>;
  readonly freshness: Part<FreshnessReport>;
  readonly prices: Part<PriceSnapshot>;
  readonly factors: Part<FactorSnapshot>;
  readonly world: Part<WorldSnapshot>;
  readonly clusters: Part<ClusterRun>;
  readonly vault: Part<VaultView>;
};
export type PartName = keyof Parts;
export type PartData<K extends PartName> = NonNullable<Parts[K]["data"]>;

export type DashboardState = Parts & {
  readonly connection: {
    readonly phase: ConnectionPhase;
    readonly lastMessageWallMs: number | null;
    /** Messages in a form that this page does not know. */
    readonly unreadable: number;
    /** The last number seen per topic. */
    readonly seq: { readonly public: number; readonly vault: number };
    readonly feed: LiveFeed;
    /** When the newest of prices and health came from the server, by the wall clock. */
    readonly renewedWallMs: number | null;
    /** How long ago that was while there is no connection; 0 while there is one. */
    readonly awayMs: number;
  };
  /** Price points by asset, in time order. */
  readonly history: ReadonlyMap<string, readonly PricePoint[]>;
  /** Where the history comes from: null before the first answer. */
  readonly historySource: PriceHistory["source"] | null;
};

const loading = { data: null, problem: null, isConfirmed: false } as const;

export const initialState: DashboardState = {
  connection: {
    phase: "connecting",
    lastMessageWallMs: null,
    unreadable: 0,
    seq: { public: -1, vault: -1 },
    feed: { epoch: null, isResumed: false, headSeq: -1, follow: 0 },
    renewedWallMs: null,
    awayMs: 0,
  },
  health: loading,
  freshness: loading,
  prices: loading,
  factors: loading,
  world: loading,
  clusters: loading,
  vault: loading,
  history: new Map(),
  historySource: null,
};

/**
 * The present moment of the feed: the newest event time that the page has seen; null before the first. Without a connection a live
 * feed's time goes on all the same; how a replay's does is not known.
 */
export function feedNowMs({ prices, health, connection }: FeedTimes): number | null {
  const newest = Math.max(prices.data?.windowEndMs ?? 0, health.data?.nowMs ?? 0);
  if (newest === 0) return null;
  return health.data?.feed === "live" ? newest + connection.awayMs : newest;
}
type FeedTimes = Pick<DashboardState, "prices" | "health"> & {
  readonly connection: Pick<DashboardState["connection"], "awayMs">;
};
