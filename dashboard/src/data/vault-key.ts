import { VaultAddress } from "../../../contracts/ids.ts";

/** Which vault the page shows, and the token that lets it read that vault. */
export type VaultKey = { readonly vault: VaultAddress; readonly viewToken: string };

const storageKey = "portent.vault-key";

/** Reads `#vault=0x…&view=…`. Undefined where the address holds no whole key. */
export function parseVaultKey(hash: string): VaultKey | undefined {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const vault = VaultAddress.safeParse(fields.get("vault")?.toLowerCase());
  const viewToken = fields.get("view") ?? "";
  return vault.success && viewToken !== "" ? { vault: vault.data, viewToken } : undefined;
}

/**
 * The key of this tab: from the page's address, else as this tab kept it. The token leaves the address at once, so that
 * it is not copied, shared or shown with it; session storage keeps it for a reload and ends with the tab.
 */
export function takeVaultKey(location: Location, history: History, storage: Storage): VaultKey | undefined {
  const given = parseVaultKey(location.hash);
  if (given === undefined) return parseVaultKey(storage.getItem(storageKey) ?? "");
  keepVaultKey(storage, given);
  history.replaceState(null, "", `${location.pathname}${location.search}#vault=${given.vault}`);
  return given;
}

/** Keeps the key for a reload of this tab. */
export function keepVaultKey(storage: Storage, { vault, viewToken }: VaultKey): void {
  storage.setItem(storageKey, `vault=${vault}&view=${encodeURIComponent(viewToken)}`);
}

/** Closes the vault in this tab: neither the address nor the storage names it afterwards. The view stays open. */
export function forgetVaultKey(location: Location, history: History, storage: Storage): void {
  storage.removeItem(storageKey);
  const view = location.hash.startsWith("#/") ? location.hash : "";
  history.replaceState(null, "", `${location.pathname}${location.search}${view}`);
}
