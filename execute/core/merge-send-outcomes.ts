import type { SendOutcome } from "./classify-send-error.ts";

/**
 * What a broadcast to several nodes came to: the most telling of their outcomes.
 *
 * 1. accepted: the bytes are in a pool; who refused them changes nothing about that.
 * 2. nonce-too-low: the nonce is used in some node's chain. This is a fact to be looked into by hash, which a lost answer is not.
 * 3. unknown: the bytes may be in a pool. A refusal by another node does not take them out of it.
 * 4. refused: only where every node refused. The first refusal in the configured order stands for all.
 *
 * No outcome at all is unknown, never a refusal.
 */
export function mergeSendOutcomes(outcomes: readonly SendOutcome[]): SendOutcome {
  const isFresh = outcomes.find((outcome) => outcome.outcome === "accepted" && outcome.how === "fresh");
  if (isFresh !== undefined) return isFresh;
  for (const telling of mostTellingFirst) {
    const found = outcomes.find(({ outcome }) => outcome === telling);
    if (found !== undefined) return found;
  }
  return { outcome: "unknown", reason: "no endpoint was there to send to" };
}

const mostTellingFirst = ["accepted", "nonce-too-low", "unknown", "refused"] as const;
