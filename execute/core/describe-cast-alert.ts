import type { Cast } from "../../contracts/cast.ts";
import type { VaultAlert } from "../../contracts/vault-view.ts";

/** What a person should know of a cast and could do about it; null where there is nothing to do. */
export function describeCastAlert(
  cast: Pick<Cast, "spell" | "state" | "reason">,
): Pick<VaultAlert, "severity" | "message"> | null {
  const { spell, state, reason } = cast;
  const say = (severity: VaultAlert["severity"], message: string) => ({ severity, message: `${spell}: ${message}` });
  if (state === "STUCK") return say("critical", reason?.message ?? "it is stuck");
  if (state === "INCLUDED_UNVERIFIED")
    return say("critical", reason?.message ?? "it left something else than promised");
  if (state === "REVERTED") return say("warning", "it reverted; only the fee is spent");
  if (state === "CREATED" && reason !== null && waits.has(reason.code)) return say("warning", reason.message);
  return null;
}

/** Reasons for waiting that a person can end. */
const waits: ReadonlySet<string> = new Set([
  "no-gas-money",
  "chain-unreachable",
  "not-watched",
  "fees-too-high",
  "gas-budget",
  "failed",
]);
