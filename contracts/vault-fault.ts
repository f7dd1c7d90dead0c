import { z } from "zod";

/** Why a vault refuses: the stable code and its sentence for users. `message` of a fault says what it is about. */
export const vaultFaults = {
  "bad-act": "The act does not have the form that a vault expects.",
  "bad-body": "What the act asks for is not complete or not possible.",
  "bad-request": "The signed request does not have the form that a vault expects.",
  "unknown-method": "There is no such request.",
  expired: "The signature has expired. Sign again.",
  "expiry-too-far": "A signature may be valid for five minutes at most.",
  "unknown-nonce": "The vault's number for one signature was not issued here, has expired or was used.",
  "not-an-owner": "The signature is not one of an owner of this Safe.",
  "too-few-signatures": "This needs as many owners' signatures as the Safe asks for.",
  "fresh-signature-needed": "This needs a fresh signature of an owner's wallet.",
  "chain-unreachable": "The chain does not answer, so nobody can be taken for an owner.",
  "no-safe": "There is no Safe at this address on the vault's chain.",
  "not-open": "This Safe is not open as a vault yet: its owners open it first.",
  "other-vault": "The request is signed for another vault.",
  "unknown-caller": "The sign-in or grant is unknown here or has ended.",
  "bad-signature": "The request is not signed by the key of its sign-in or grant.",
  replayed: "A request with this counter or a later one was already taken.",
  "owner-removed": "Who signed in is no owner of this Safe any more.",
  "wrong-origin": "The sign-in message is for a page that this vault does not know.",
  "wrong-chain": "The sign-in message is for another chain.",
  "wrong-resource": "The sign-in message names another vault or another key.",
  "bad-sign-in": "The sign-in message does not have the form that a vault expects.",
  "grant-expired": "The agent's grant has expired.",
  "grant-revoked": "The agent's grant was revoked.",
  "out-of-scope": "The agent's grant does not cover this.",
  "over-limit": "This is beyond a limit that the owner set.",
  "rate-limited": "Too many requests. Try again in a moment.",
  "wrong-code": "A contract on the chain is not the one that a session may rely on. Nothing was armed.",
  unavailable: "This vault cannot do that yet.",
  refused: "The vault refused this.",
} as const satisfies Record<string, string>;
export type VaultFaultCode = keyof typeof vaultFaults;

export const VaultFault = z.strictObject({
  code: z.enum(Object.keys(vaultFaults) as [VaultFaultCode, ...VaultFaultCode[]]),
  message: z.string(),
  /** With `rate-limited`: after so long it is worth another try. */
  retryAfterMs: z.int().positive().optional(),
});
export type VaultFault = z.infer<typeof VaultFault>;
