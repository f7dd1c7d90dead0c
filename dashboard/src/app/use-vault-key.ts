import { useCallback, useState } from "react";
import { forgetVaultKey, type VaultKey } from "../data/vault-key.ts";

/** The vault that this tab was opened with, and how to forget it. */
export function useVaultKey(initialKey: VaultKey | undefined): readonly [VaultKey | undefined, () => void] {
  const [vaultKey, setVaultKey] = useState(initialKey);
  const forget = useCallback((): void => {
    forgetVaultKey(window.location, window.history, window.sessionStorage);
    setVaultKey(undefined);
  }, []);
  return [vaultKey, forget];
}
