import type { AgentScope } from "../../../contracts/vault-access.ts";
import { type ActName, actBodies } from "../act-bodies.ts";
import type { TradingState } from "../trading-state.ts";

/**
 * What an act has to be proved by. `sign-in`: a request of somebody who is signed in, or a fresh signature of one owner.
 * `owner`: a fresh signature of one owner. `owners`: fresh signatures of as many owners as the Safe asks for.
 */
export type ActProof = "sign-in" | "owner" | "owners";

const actProofs: Readonly<Record<ActName, ActProof>> = {
  open: "owners",
  "prepare-session": "owners",
  "confirm-session": "owners",
  "rotate-session": "owners",
  "grant-agent": "owners",
  "set-limits": "owners",
  withdraw: "owners",
  // These take power away or reduce what is exposed: no owner waits for another.
  "void-prepared": "owner",
  "revoke-agent": "owner",
  "emergency-close": "owner",
  // A rule can close the whole vault, and a protection ends with the one that is removed.
  "put-rule": "owner",
  "remove-rule": "owner",
  disarm: "sign-in",
  "put-trigger": "sign-in",
  "remove-trigger": "sign-in",
  "set-trigger-enabled": "sign-in",
  "grant-view": "sign-in",
  "revoke-view": "sign-in",
  "sign-out": "sign-in",
  "approve-request": "sign-in",
  "deny-request": "sign-in",
  "request-cast": "sign-in",
  "cancel-cast": "sign-in",
  "dismiss-alert": "sign-in",
  undo: "sign-in",
  "set-trading-state": "sign-in",
};

/** The proof that this act needs in a vault which trades as `now`: less trading needs a sign-in, more the owners. */
export function proofOf(action: ActName, bodyText: string, now: TradingState): ActProof {
  if (action !== "set-trading-state") return actProofs[action];
  const wanted = readState(bodyText);
  return wanted !== undefined && rank[wanted] <= rank[now] ? "sign-in" : "owners";
}

/** Whether what an act was proved by is as much as it needs. */
export const isProofEnough = (proof: ActProof, needed: ActProof): boolean =>
  strength.indexOf(proof) >= strength.indexOf(needed);

const strength: readonly ActProof[] = ["sign-in", "owner", "owners"];

/** Takes power away and moves nothing: done for a remembered owner too, while the chain cannot be asked. */
export function isStop(action: ActName, bodyText: string): boolean {
  return action === "disarm" || (action === "set-trading-state" && readState(bodyText) === "HALTED");
}

/** The scope that an agent needs for an act; acts that are not here are a person's. */
export const agentScopes: Readonly<Partial<Record<ActName, AgentScope>>> = {
  "put-trigger": "triggers:write",
  "remove-trigger": "triggers:write",
  "set-trigger-enabled": "triggers:write",
  "request-cast": "casts:request",
};

const rank: Readonly<Record<TradingState, number>> = { HALTED: 0, REDUCING: 1, ACTIVE: 2 };

function readState(bodyText: string): TradingState | undefined {
  try {
    return actBodies["set-trading-state"].safeParse(JSON.parse(bodyText)).data?.state;
  } catch {
    return undefined;
  }
}
