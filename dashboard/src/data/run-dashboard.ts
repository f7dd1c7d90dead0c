import type { z } from "zod";
import { ClusterRun } from "../../../contracts/cluster.ts";
import { FreshnessReport } from "../../../contracts/freshness.ts";
import {
  FactorSnapshot,
  type LiveMessage,
  PipelineHealth,
  PriceHistory,
  PriceSnapshot,
} from "../../../contracts/live.ts";
import { VaultView } from "../../../contracts/vault-view.ts";
import { WorldSnapshot } from "../../../contracts/world.ts";
import type { PartData, PartName } from "./dashboard-state.ts";
import { fetchJson } from "./fetch-json.ts";
import { isGap } from "./follow-feed.ts";
import { type LiveConnection, type LiveDeps, openLive } from "./live-connection.ts";
import { liveUrl } from "./live-url.ts";
import { createMessageReader } from "./message-reader.ts";
import { keptMs } from "./price-points.ts";
import type { DashboardEvent } from "./reduce.ts";
import type { Store } from "./store.ts";
import { throttle } from "./throttle.ts";
import type { VaultKey } from "./vault-key.ts";

export type DashboardDeps = LiveDeps & {
  /** Origin of the edge Worker, without a slash at its end. */
  readonly baseUrl: string;
  readonly nowWallMs: () => number;
  readonly isOnline: () => boolean;
};

export type RunningDashboard = {
  /** Reads everything again and connects at once. */
  readonly retry: () => void;
  readonly stop: () => void;
};

const timeoutMs = 10_000;
const attemptsUntilOffline = 4;
const vaultEveryMs = 1_000;
const healthEveryMs = 4_000;
const healthPollMs = 20_000;

/** Keeps the store up to date: live over the socket; by the routes what the socket does not bring, or while it is down. */
export function runDashboard(store: Store, vaultKey: VaultKey | undefined, deps: DashboardDeps): RunningDashboard {
  const { dispatch } = store;
  const { baseUrl } = deps;
  const socketBase = `${baseUrl.replace(/^http/, "ws")}/v1/live`;
  let isStopped = false;
  let isVaultRefused = false;
  let vaultLive: LiveConnection | null = null;

  const load = async <K extends PartName>(part: K, path: string, schema: z.ZodType<PartData<K>>): Promise<void> => {
    const result = await fetchJson(path, schema, { baseUrl, timeoutMs });
    if (isStopped) return;
    // `part` and the type of `data` go together, which a union of events cannot see through a type parameter.
    if (!result.ok) dispatch({ type: "failed", part, problem: result.error });
    else {
      const from = result.storedAtMs === undefined ? { atWallMs: deps.nowWallMs() } : { storedAtMs: result.storedAtMs };
      dispatch({ type: "loaded", part, data: result.value, ...from } as DashboardEvent);
    }
  };
  /** How the stages do, and how fresh everything is: judged by the server, by the feed's own time. */
  const loadHealth = async (): Promise<void> => {
    await Promise.all([
      load("health", "/v1/pipeline", PipelineHealth),
      load("freshness", "/v1/freshness", FreshnessReport),
    ]);
  };

  const loadHistory = async (): Promise<void> => {
    const path = `/v1/prices/history?minutes=${keptMs / 60_000}`;
    const result = await fetchJson(path, PriceHistory, { baseUrl, timeoutMs });
    if (result.ok && !isStopped) dispatch({ type: "history", data: result.value });
  };

  const loadVault = async (): Promise<void> => {
    if (vaultKey === undefined || isVaultRefused) return;
    const { vault, viewToken } = vaultKey;
    const result = await fetchJson(`/v1/vaults/${vault}`, VaultView, { baseUrl, timeoutMs, viewToken });
    if (isStopped) return;
    if (!result.ok) {
      dispatch({ type: "failed", part: "vault", problem: result.error });
      // A token that is not accepted now will not be accepted later: a new one comes with a new address.
      isVaultRefused = result.error.kind === "not-allowed";
      if (isVaultRefused) vaultLive?.close();
      return;
    }
    dispatch({ type: "loaded", part: "vault", data: result.value });
    // A refused socket does not say why, so the token is tried on the route first.
    vaultLive ??= openLive(
      () => `${socketBase}?topic=vault:${vault}&token=${encodeURIComponent(viewToken)}`,
      {
        onOpen: () => {
          vaultReader.clear();
          dispatch({ type: "opened", topic: "vault" });
          vaultReads.call();
        },
        onText: vaultReader.read,
        onDown: () => vaultReads.call(),
      },
      deps,
    );
  };

  /** What the socket does not bring. */
  const refresh = (): Promise<void> => {
    void loadHistory();
    vaultReads.call();
    return loadHealth();
  };

  /** Where only sockets fail, the page lives on what the routes say. */
  const readAll = (): void => {
    void refresh();
    void load("prices", "/v1/prices", PriceSnapshot);
    void load("factors", "/v1/factors", FactorSnapshot);
    void load("world", "/v1/world", WorldSnapshot);
    void load("clusters", "/v1/clusters", ClusterRun);
  };

  const vaultReads = throttle(() => void loadVault(), vaultEveryMs, deps.setTimer);
  const healthReads = throttle(() => void loadHealth(), healthEveryMs, deps.setTimer);

  /** Each socket has its own: what is still being read when one is gone is of no use. */
  const publicReader = createMessageReader({
    onMessage: receive,
    onUnreadable: () => dispatch({ type: "unreadable" }),
    setTimer: deps.setTimer,
  });
  const vaultReader = createMessageReader({
    onMessage: receive,
    onUnreadable: () => dispatch({ type: "unreadable" }),
    setTimer: deps.setTimer,
  });

  function receive(message: LiveMessage): void {
    const { connection } = store.read();
    if (isGap(connection, message)) {
      publicReader.clear();
      dispatch({ type: "gap" });
      live.reconnect();
      return;
    }
    dispatch({ type: "message", message, atWallMs: deps.nowWallMs() });
    if (message.type === "hello") {
      // Every price that was missed is a point of the line; the socket brings the last one alone.
      if (message.data.mode === "snapshot" || message.seq > connection.seq.public) void loadHistory();
      vaultReads.call();
      void loadHealth();
      return;
    }
    if (message.type !== "stage") return;
    healthReads.call();
    // Distances to firing move with every evaluation; only events of the vault itself are pushed.
    if (message.data.stage === "evaluate") vaultReads.call();
  }

  const live = openLive(
    () => liveUrl(socketBase, store.read().connection),
    {
      onOpen: () => {
        publicReader.clear();
        dispatch({ type: "opened", topic: "public" });
      },
      onText: publicReader.read,
      onDown: (attempt) => {
        const isOffline = !deps.isOnline() || attempt >= attemptsUntilOffline;
        dispatch({ type: "phase", phase: isOffline ? "offline" : "reconnecting" });
        wait();
        if (attempt > 1 || store.read().prices.data === null) readAll();
      },
    },
    deps,
  );

  let cancelPoll = deps.setTimer(poll, healthPollMs);
  function wait(): void {
    dispatch({ type: "waited", nowWallMs: deps.nowWallMs() });
  }
  function poll(): void {
    wait();
    healthReads.call();
    cancelPoll = deps.setTimer(poll, healthPollMs);
  }
  vaultReads.call();

  return {
    retry: () => {
      live.retryNow();
      vaultLive?.retryNow();
      void refresh();
    },
    stop: () => {
      isStopped = true;
      cancelPoll();
      publicReader.clear();
      vaultReader.clear();
      vaultReads.cancel();
      healthReads.cancel();
      live.close();
      vaultLive?.close();
    },
  };
}
