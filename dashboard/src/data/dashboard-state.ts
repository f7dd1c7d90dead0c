import type { ClusterRun } from "../../../contracts/cluster.ts";
import type { FreshnessReport } from "../../../contracts/freshness.ts";
import type { FactorSnapshot, PipelineHealth, PriceHistory, PriceSnapshot } from "../../../contracts/live.ts";
import type { VaultView } from "../../../contracts/vault-view.ts";
import type { WorldSnapshot } from "../../../contracts/world.ts";
import type { LoadProblem } from "./fetch-json.ts";
import type { PricePoint } from "./price-points.ts";

/** `offline`: the browser has no network, or the server has not answered for several attempts. It still tries. */
export type ConnectionPhase = "connecting" | "live" | "reconnecting" | "offline";

/** What the page knows of one thing. Both null: it is loading. Data with a problem: the last good data, not renewed. */
export type Part<T> = {
  readonly data: T | null;
  readonly problem: LoadProblem | null;
  /** Confirmed since the socket was last opened. What is not may come from before a restart. */
  readonly isConfirmed: boolean;
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
    /** The last number seen per topic on the present socket. */
    readonly seq: { readonly public: number; readonly vault: number };
  };
  /** Price points by asset, in time order. */
  readonly history: ReadonlyMap<string, readonly PricePoint[]>;
  /** Where the history comes from: null before the first answer. */
  readonly historySource: PriceHistory["source"] | null;
};

const loading = { data: null, problem: null, isConfirmed: false } as const;

export const initialState: DashboardState = {
  connection: { phase: "connecting", lastMessageWallMs: null, unreadable: 0, seq: { public: -1, vault: -1 } },
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

/** The present moment of the feed: the newest event time that the page has seen; null before the first. */
export function feedNowMs({ prices, health }: Pick<DashboardState, "prices" | "health">): number | null {
  const times = [prices.data?.windowEndMs ?? 0, health.data?.nowMs ?? 0];
  const newest = Math.max(...times);
  return newest === 0 ? null : newest;
}
