import { err, ok, type Result } from "../../../../contracts/result.ts";
import { shortHex } from "../../format/short-hex.ts";
import type { CoSignRequest } from "./co-sign-request.ts";
import { isKnownBatcher } from "./known-batchers.ts";
import type { KeySigner } from "./read-signers.ts";

/** The Safe as the chain has it. Addresses are lower case. */
export type SafeFacts = {
  readonly owners: readonly string[];
  readonly threshold: number;
  readonly nonce: bigint;
  /** keccak256 of the code that a delegate call would run as the Safe; null where it is a plain call. */
  readonly delegateCodeHash: string | null;
};

export type CoSignState = {
  readonly signed: readonly KeySigner[];
  /** So many are missing until it can be sent. */
  readonly missing: number;
  /** Owners who have not signed. */
  readonly waiting: readonly string[];
  /** So many transactions of the Safe come first; 0 for an act. */
  readonly before: bigint;
};

/** Whether this page lets an owner sign it, and where it stands. The problem is a sentence. */
export function judgeRequest(
  request: CoSignRequest,
  signers: readonly (KeySigner | null)[],
  facts: SafeFacts,
  nowWallMs: number,
): Result<CoSignState, string> {
  const refused = judgeContent(request, facts) ?? judgeTime(request, facts, nowWallMs);
  if (refused !== null) return err(refused);
  const signed: KeySigner[] = [];
  for (const signer of signers) {
    if (signer === null) return err("One of the signatures in it is of something else. Ask for a new request.");
    const who = shortHex(signer.owner);
    if (!facts.owners.includes(signer.owner)) {
      return err(`It carries a signature of ${who}, who is no owner of this Safe. Ask for a new request.`);
    }
    if (signed.some(({ owner }) => owner === signer.owner)) return err(`The signature of ${who} is in it twice.`);
    signed.push(signer);
  }
  const waiting = facts.owners.filter((owner) => signed.every((one) => one.owner !== owner));
  const before = request.kind === "safe-tx" ? BigInt(request.safeTx.nonce) - facts.nonce : 0n;
  return ok({ signed, missing: Math.max(0, facts.threshold - signed.length), waiting, before });
}

/** What nobody should sign by a link, whoever sent it. */
function judgeContent(request: CoSignRequest, facts: SafeFacts): string | null {
  if (request.kind === "act") return null;
  const { safeTxGas, baseGas, gasPrice, operation, to } = request.safeTx;
  if ([safeTxGas, baseGas, gasPrice].some((amount) => amount !== "0")) {
    return "This transaction would pay somebody for gas out of your Safe. This page signs none that does.";
  }
  if (operation === 1 && !isKnownBatcher(facts.delegateCodeHash)) {
    return `This transaction lets the contract ${to} act as your Safe itself, and this page does not know that contract: what would be done cannot be said.`;
  }
  return null;
}

function judgeTime(request: CoSignRequest, { nonce }: SafeFacts, nowWallMs: number): string | null {
  if (request.kind === "act") {
    return request.act.expiresAtMs > nowWallMs
      ? null
      : "The time for this is over: the signatures of an act are good for five minutes together. Ask for it anew.";
  }
  return BigInt(request.safeTx.nonce) >= nonce
    ? null
    : `Your Safe has gone on: it is at transaction ${nonce}, and this is number ${request.safeTx.nonce}, which can never be sent any more. If it was not this one that was sent, ask for it anew.`;
}
