import type { Cast } from "../../contracts/cast.ts";
import type { VaultAlert } from "../../contracts/vault-view.ts";
import { isTerminal } from "./lifecycle/decide.ts";

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
  if (reason === null || isTerminal(state)) return null;
  return waits.has(reason.code) ? say("warning", reason.message) : null;
}

/** Reasons for waiting that a person can end. */
const waits: ReadonlySet<string> = new Set([
  "no-gas-money",
  "chain-unreachable",
  "chain-behind",
  "not-watched",
  "fees-too-high",
  "gas-budget",
  "failed",
  "send-insufficient-funds",
  "nonce-taken",
]);
