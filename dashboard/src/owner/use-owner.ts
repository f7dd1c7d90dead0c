import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { err } from "../../../contracts/result.ts";
import type { DashboardState } from "../data/dashboard-state.ts";
import { fetchJson } from "../data/fetch-json.ts";
import type { VaultKey } from "../data/vault-key.ts";
import type { OwnerControls } from "../host/owner.ts";
import { createOwner, type Owner, type OwnerSnapshot } from "./create-owner.ts";
import { createSignInKeeper } from "./kept-sign-in.ts";
import { createVaultApi } from "./vault-api.ts";

const timeoutMs = 30_000;

type OwnerParts = {
  readonly state: DashboardState;
  readonly vaultKey: VaultKey | undefined;
  readonly onVaultKey: (key: VaultKey) => void;
};

/** What the owner of the shown vault can do, for panels, and what the page asks the owner at present. */
export function useOwner({ state, vaultKey, onVaultKey }: OwnerParts): {
  readonly controls: OwnerControls;
  readonly snapshot: OwnerSnapshot;
  readonly settle: Owner["settle"];
} {
  const latest = useRef({ state, vaultKey, onVaultKey });
  latest.current = { state, vaultKey, onVaultKey };
  const [owner] = useState(() => createBrowserOwner(() => latest.current));
  const snapshot = useSyncExternalStore(owner.subscribe, owner.read);

  const vault = vaultKey?.vault;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another vault has another sign-in
  useEffect(() => void owner.look(), [owner, vault]);

  const expiresAtMs = snapshot.signedIn?.expiresAtMs;
  useEffect(() => {
    if (expiresAtMs === undefined) return;
    const timer = window.setTimeout(() => void owner.look(), Math.max(0, expiresAtMs - Date.now()) + 1_000);
    return () => window.clearTimeout(timer);
  }, [owner, expiresAtMs]);

  const viewToken = vaultKey?.viewToken;
  const loadVault = useCallback<OwnerControls["loadVault"]>(
    async (path, schema, body) => {
      if (viewToken === undefined) return err({ kind: "not-allowed", detail: "No vault is shown here." });
      const baseUrl = window.location.origin;
      return fetchJson(path, schema, { baseUrl, timeoutMs, viewToken, ...(body === undefined ? {} : { body }) });
    },
    [viewToken],
  );
  const { signedIn } = snapshot;
  const controls = useMemo((): OwnerControls => {
    const { signIn, signOut, act, sendSafeTx, coSign, signTypedData } = owner;
    return { signedIn, signIn, signOut, act, sendSafeTx, coSign, signTypedData, loadVault };
  }, [owner, signedIn, loadVault]);
  return { controls, snapshot, settle: owner.settle };
}

type Latest = () => OwnerParts;

function createBrowserOwner(latest: Latest): Owner {
  return createOwner({
    api: createVaultApi(window.location.origin),
    keeper: createSignInKeeper(window.indexedDB, navigator.locks),
    origin: window.location.origin,
    nowWallMs: Date.now,
    waitMs: (ms) => new Promise((resolve) => window.setTimeout(resolve, ms)),
    site: () => {
      const { state, vaultKey } = latest();
      if (vaultKey === undefined) return null;
      const view = state.vault.data;
      if (view === null) return { vault: vaultKey.vault, chainId: null, owners: [] };
      return { vault: view.vault, chainId: view.chainId, owners: view.owners.map((one) => one.toLowerCase()) };
    },
    tradingState: () => latest().state.vault.data?.tradingState.state ?? "ACTIVE",
    canRead: () => latest().state.vault.problem?.kind !== "not-allowed",
    onVaultKey: (key) => latest().onVaultKey(key),
  });
}
