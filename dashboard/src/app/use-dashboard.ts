import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { DashboardState } from "../data/dashboard-state.ts";
import { type DashboardDeps, type RunningDashboard, runDashboard } from "../data/run-dashboard.ts";
import { createStore } from "../data/store.ts";
import type { VaultKey } from "../data/vault-key.ts";
import { workerContainer } from "../offline/browser-updates.ts";
import { useKeptParts } from "../offline/use-kept-parts.ts";

const browserDeps: DashboardDeps = {
  baseUrl: window.location.origin,
  createSocket: (url) => new WebSocket(url),
  setTimer: (run, afterMs) => {
    const timer = window.setTimeout(run, afterMs);
    return () => window.clearTimeout(timer);
  },
  random: Math.random,
  nowWallMs: Date.now,
  isOnline: () => navigator.onLine,
};

/** The page's data, kept up to date while the page is open. */
export function useDashboard(vaultKey: VaultKey | undefined): {
  state: DashboardState;
  retry: () => void;
  closeVault: () => void;
} {
  const [store] = useState(createStore);
  const running = useRef<RunningDashboard | null>(null);
  useEffect(() => {
    const current = runDashboard(store, vaultKey, browserDeps);
    running.current = current;
    const retry = (): void => current.retry();
    const onVisible = (): void => {
      if (document.visibilityState === "visible") current.retry();
    };
    window.addEventListener("online", retry);
    // The first service worker comes after the first answers: it keeps those that are read again.
    workerContainer?.addEventListener("controllerchange", retry);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      window.removeEventListener("online", retry);
      workerContainer?.removeEventListener("controllerchange", retry);
      document.removeEventListener("visibilitychange", onVisible);
      current.stop();
    };
  }, [store, vaultKey]);
  const state = useSyncExternalStore(store.subscribe, store.read);
  useKeptParts(state);
  const retry = useCallback(() => running.current?.retry(), []);
  const closeVault = useCallback(() => store.dispatch({ type: "vault-closed" }), [store]);
  return { state, retry, closeVault };
}
