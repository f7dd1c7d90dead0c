import { registerTrigger } from "../../conditions/register-trigger.ts";
import type { VaultAddress } from "../../contracts/ids.ts";
import type { VaultConditions } from "../../contracts/trigger.ts";
import type { HeldTrigger } from "./accept-fire.ts";

/** The enabled conditions as the registry pulls them, with the hash by which the two compare notes. */
export async function describeConditions(
  vault: VaultAddress,
  held: readonly HeldTrigger[],
  revision: number,
  cadenceMs: number,
): Promise<VaultConditions> {
  const conditions = held
    .filter(({ isEnabled }) => isEnabled)
    .map((entry) => registerTrigger(entry.trigger, entry, cadenceMs));
  // Without where each stands: that moves with every fire, on both sides in their own time.
  const definitions = conditions.map(({ epoch: _epoch, lastFiredAtMs: _lastFiredAtMs, ...definition }) => definition);
  const bytes = new TextEncoder().encode(JSON.stringify(definitions));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { vault, hash, revision: String(revision), conditions };
}
