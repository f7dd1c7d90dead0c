import type { VaultAddress } from "../../contracts/ids.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { RegisteredCondition, VaultConditions } from "../../contracts/trigger.ts";
import type { HeldTrigger } from "./accept-fire.ts";

/** The enabled conditions as the registry pulls them, with the hash by which the two compare notes. */
export async function describeConditions(
  vault: VaultAddress,
  held: readonly HeldTrigger[],
  revision: number,
  cadenceMs: number,
): Promise<VaultConditions> {
  const conditions = held.filter(({ isEnabled }) => isEnabled).map((entry) => toRegistered(entry, cadenceMs));
  const bytes = new TextEncoder().encode(JSON.stringify(conditions));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { vault, hash, revision: String(revision), conditions };
}

function toRegistered({ trigger, version, epoch, lastFiredAtMs }: HeldTrigger, cadenceMs: number): RegisteredCondition {
  return {
    triggerId: trigger.id,
    version,
    when: trigger.when,
    forMs: parseDurationMs(trigger.for) ?? 0,
    cooldownMs: parseDurationMs(trigger.cooldown) ?? 0,
    mode: trigger.mode,
    maxStalenessMs: parseDurationMs(trigger.maxStaleness ?? "") ?? null,
    // A trigger that only notifies has no deadline of its own: its fires are of use for a few evaluations.
    deadlineMs:
      trigger.action.type === "cast" ? (parseDurationMs(trigger.action.deadline) ?? cadenceMs) : 3 * cadenceMs,
    epoch,
    lastFiredAtMs,
  };
}
