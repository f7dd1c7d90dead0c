import type { QuoteRefusal, RefusedAsset } from "../../../contracts/price-ticks.ts";

/** Why a source's quote was left out, in words. */
export const quoteRefusalWords: Readonly<Record<QuoteRefusal, string>> = {
  "no-data": "no quote",
  stale: "stale",
  "not-positive": "not a price",
  "out-of-range": "impossible range",
  "crossed-book": "bid above ask",
  "wide-book": "nobody trades there",
  future: "ahead of the window",
  frozen: "stands still while others move",
  unsure: "not sure itself",
  "no-rate": "its coin has no price now",
  "unit-mismatch": "counts in another unit",
  outlier: "far from the others",
  "no-quorum": "alone",
  "source-failed": "did not answer",
};

/** Why an asset has no price, in words. */
export const assetRefusalWords: Readonly<Record<RefusedAsset["reason"], string>> = {
  "no-quorum": "too few usable sources",
  "no-source": "no source lists it",
};

/**
 * Why a cast waits, was refused, or ended otherwise than hoped, in a few words; the vault's own sentence says more. Codes are
 * those of `execute/`, which a test holds against this table.
 */
export const castReasonWords: Readonly<Record<string, string>> = {
  // It waits.
  "waits-in-line": "waits for the cast before it",
  "chain-unreachable": "the chain does not answer",
  "chain-behind": "the chain stands still or is behind: it waits for it",
  "not-watched": "waits until others watch it",
  "no-gas-money": "no ether for gas",
  "gas-budget": "the day's gas budget is spent",
  "fees-too-high": "fees are too high",
  failed: "something failed; it is tried again",
  // It was never signed.
  "trading-state": "the trading state forbids it",
  "over-limit": "more casts than allowed",
  "no-session": "no key is armed",
  "session-expired": "the session has ended",
  "unknown-spell": "no such spell",
  "unknown-token": "no such token",
  "bad-params": "parameters that the spell refuses",
  expired: "too late",
  stale: "what fired is too old",
  "from-the-future": "ahead of the chain's time",
  "no-mean-price": "the pool has no mean price yet",
  "role-refuses": "beyond what the key may do",
  "would-revert": "it would have reverted",
  "price-deviates": "prices disagree",
  "no-price": "no price to go by",
  "nothing-to-sell": "nothing to sell",
  "nothing-lent": "nothing is lent",
  "too-small": "too little to be worth it",
  "not-enough": "the vault holds too little",
  "not-counted": "its budget could not be counted",
  "budget-spent": "its budget is spent",
  "no-market": "no lending market for it",
  "market-closed": "the lending market is closed",
  "other-loans": "there are other loans",
  "health-too-low": "the loan would not be safe enough",
  "no-equity": "nothing of its own in it",
  "at-target": "at its target already",
  "cannot-borrow": "the market lends nothing more",
  "cannot-unwind": "the loan cannot be unwound now",
  "no-order-book": "no order book here",
  "limit-passed": "the price is past its limit",
  "unknown-order": "no such order",
  "not-undone": "cannot be taken back",
  // It was signed.
  "send-unknown": "no clear answer to sending",
  "nonce-too-low": "its nonce is used; it is being checked",
  "no-receipt": "not mined for long",
  "nonce-taken": "another transaction took its nonce",
  "waits-for-deadline": "ends at its deadline",
  reorganised: "its block is gone",
  "order-open": "its order waits for the keeper",
  // How it ended.
  reverted: "the chain took it back",
  "expired-unmined": "never mined",
  "cancelled-by-owner": "taken back by an owner",
  "order-executed": "its order was executed",
  "order-cancelled": "its order was cancelled",
  "order-frozen": "its order is frozen",
  "post-condition": "it left something else than promised",
  "unread-balance": "a balance could not be read",
};

/** In words, also for the codes of a refused send, which each node has its own of; null for a code of a later version. */
export function describeReasonCode(code: string): string | null {
  return castReasonWords[code] ?? (code.startsWith("send-") ? "a node refused to take it" : null);
}
