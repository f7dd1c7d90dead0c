import type { VaultHistory, VaultHistoryRequest } from "../../contracts/vault-view.ts";
import type { VaultCore } from "./vault-core.ts";

/** A page of casts is some kilobytes each, and a call holds 32 MiB. */
const limitMax = 5_000;

/** A page of casts, fires or lines of the log, the newest first. */
export function readHistory({ records }: VaultCore, { kind, before, limit }: VaultHistoryRequest): VaultHistory {
  const page = { before, limit: Math.min(Math.max(1, limit), limitMax) };
  switch (kind) {
    case "casts":
      return { kind, ...records.casts.page(page) };
    case "fires":
      return { kind, ...records.triggers.firesPage(page) };
    case "audit":
      return { kind, ...records.audit.page(page) };
  }
}
