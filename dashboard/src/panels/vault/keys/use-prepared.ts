import { useState } from "react";
import type { PreparedSession, VaultView } from "../../../../../contracts/vault-view.ts";

/**
 * Keys that wait to be armed: as the vault tells them, or, until its next view has come, as its answer told. What is left half-way is
 * so found again by anybody, in any browser.
 */
export function usePrepared(view: VaultView): {
  readonly prepared: PreparedSession | null;
  readonly keep: (prepared: PreparedSession) => void;
} {
  const [kept, setKept] = useState<{ readonly prepared: PreparedSession; readonly readAtWallMs: number } | null>(null);
  const isNewer = kept !== null && view.readAtWallMs <= kept.readAtWallMs;
  return {
    prepared: isNewer ? kept.prepared : (view.prepared ?? null),
    keep: (prepared) => setKept({ prepared, readAtWallMs: view.readAtWallMs }),
  };
}
