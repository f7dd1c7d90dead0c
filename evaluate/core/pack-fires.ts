import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { Fire } from "../../contracts/fires.ts";
import type { VaultAddress } from "../../contracts/ids.ts";

/** A fire before its id is derived. */
export type PendingFire = Omit<Fire, "fireId">;
export type PendingEntry = { readonly vault: VaultAddress; readonly fires: readonly PendingFire[] };

/** A queue message holds 128 KB; this leaves room for the envelope and the signature. */
const messageBytesMax = 96_000;

/**
 * Packs the fires of one evaluation into as few messages as fit, one entry per vault and message, ordered by
 * vault and trigger so that the same fires give the same messages.
 */
export function packFires(fires: readonly { vault: VaultAddress; fire: PendingFire }[]): PendingEntry[][] {
  const byVault = new Map<VaultAddress, PendingFire[]>();
  const ordered = fires.toSorted(
    (a, b) => compareCodePoints(a.vault, b.vault) || compareCodePoints(a.fire.triggerId, b.fire.triggerId),
  );
  for (const { vault, fire } of ordered) byVault.set(vault, [...(byVault.get(vault) ?? []), fire]);
  const messages: PendingEntry[][] = [];
  let current: PendingEntry[] = [];
  let bytes = 0;
  for (const [vault, vaultFires] of byVault) {
    const size = JSON.stringify(vaultFires).length;
    if (current.length > 0 && bytes + size > messageBytesMax) {
      messages.push(current);
      current = [];
      bytes = 0;
    }
    current.push({ vault, fires: vaultFires });
    bytes += size;
  }
  if (current.length > 0) messages.push(current);
  return messages;
}
