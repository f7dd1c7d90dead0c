import { useCallback, useState } from "react";
import { forgetVaultKey, keepVaultKey, type VaultKey } from "../data/vault-key.ts";

/** The vault that this tab shows, how to show one, and how to forget it. */
export function useVaultKey(initialKey: VaultKey | undefined): {
  readonly vaultKey: VaultKey | undefined;
  readonly openVault: (key: VaultKey) => void;
  readonly forgetVault: () => void;
} {
  const [vaultKey, setVaultKey] = useState(initialKey);
  const openVault = useCallback((key: VaultKey): void => {
    keepVaultKey(window.sessionStorage, key);
    setVaultKey(key);
  }, []);
  const forgetVault = useCallback((): void => {
    forgetVaultKey(window.location, window.history, window.sessionStorage);
    setVaultKey(undefined);
  }, []);
  return { vaultKey, openVault, forgetVault };
}
