import type { VaultHistory, VaultHistoryRequest } from "../../contracts/vault-view.ts";
import type { VaultCore } from "./vault-core.ts";

/** A page of casts is some kilobytes each, and a call holds 32 MiB. */
const limitMax = 5_000;

/** A page of casts or fires, the newest first. */
export function readHistory({ records }: VaultCore, { kind, before, limit }: VaultHistoryRequest): VaultHistory {
  const page = { before, limit: Math.min(Math.max(1, limit), limitMax) };
  return kind === "casts" ? { kind, ...records.casts.page(page) } : { kind, ...records.triggers.firesPage(page) };
}
