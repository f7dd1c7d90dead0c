import { sendErrorRules } from "./classify-send-error-rules.ts";

/**
 * What a node's error to `eth_sendRawTransaction` means. Nodes' wording is matched here and nowhere else.
 *
 * A refusal speaks of this send alone: an earlier send of the same bytes may still be mined. Everything that is
 * not recognised is `unknown`, never a refusal.
 */
export type SendVerdict =
  | { readonly outcome: "accepted"; readonly how: "already-known" }
  /** The sender's nonce is used: by these bytes, by a sibling, or by someone else. Look up every own hash. */
  | { readonly outcome: "nonce-too-low"; readonly message: string }
  | { readonly outcome: "refused"; readonly code: RefusalCode; readonly message: string }
  | { readonly outcome: "unknown"; readonly reason: string };

/** The outcome of one send. `unknown` means that it may be mined: look for its hash, never build another. */
export type SendOutcome = SendVerdict | { readonly outcome: "accepted"; readonly how: "fresh" };

export type RefusalCode =
  /** Someone holds the nonce with a fee that this one does not beat by enough. */
  | "replacement-underpriced"
  /** Below the least fee that the node takes. */
  | "underpriced"
  | "fee-cap-below-base-fee"
  | "tip-above-fee-cap"
  | "fee-above-node-cap"
  | "insufficient-funds"
  | "gas-too-low"
  | "gas-above-block-limit"
  | "nonce-too-high"
  | "wrong-chain"
  | "unsupported-type"
  | "malformed"
  | "pool-full"
  /** The node takes nothing from this account: it has code, is on a list, or another pool has reserved it. */
  | "sender-not-allowed"
  | "execution-reverted";

export function classifySendError(error: { readonly code: number; readonly message: string }): SendVerdict {
  const message = error.message.slice(0, 300);
  const rule = sendErrorRules.find(({ pattern }) => pattern.test(error.message));
  if (rule === undefined) return { outcome: "unknown", reason: `unrecognised error ${error.code}: ${message}` };
  if (rule.means === "already-known") return { outcome: "accepted", how: "already-known" };
  if (rule.means === "nonce-too-low") return { outcome: "nonce-too-low", message };
  return { outcome: "refused", code: rule.means, message };
}
