import { z } from "zod";
import { BigIntText, CastId, FireId, Hash, TraceId, TriggerId, VaultAddress } from "./ids.ts";
import { TimeMs } from "./time.ts";
import { Priority } from "./trigger.ts";

/**
 * The life of a cast. `FINALIZED`, `INCLUDED_UNVERIFIED`, `REVERTED`, `CANCELLED` and `REFUSED` are terminal and come from
 * evidence only: of the chain's final blocks, or, for `REFUSED`, that nothing was ever signed. `VERIFYING`: the outcome of a
 * send is unknown, or no receipt came in time. `INCLUDED_UNVERIFIED`: it is final on chain, and what it left is not what the
 * spell promises. `CANCELLED`: it was signed, and can never execute any more. `STUCK`: a person must look.
 */
export const CastState = z.enum([
  "CREATED",
  "SIGNED",
  "SUBMITTED",
  "PENDING",
  "VERIFYING",
  "CONFIRMED",
  "FINALIZED",
  "INCLUDED_UNVERIFIED",
  "REVERTED",
  "CANCELLED",
  "REFUSED",
  "STUCK",
]);
export type CastState = z.infer<typeof CastState>;

/** What moved, in the tokens' smallest units. */
export const TokenAmount = z.strictObject({
  token: z.string(),
  symbol: z.string(),
  decimals: z.int().min(0).max(36),
  amount: BigIntText,
});
export type TokenAmount = z.infer<typeof TokenAmount>;

export const CastCause = z.enum(["fire", "request", "rule", "close"]);
export type CastCause = z.infer<typeof CastCause>;

/** Each lane has a relayer key and nonces of its own: an emergency never waits for what hangs in the other. */
export const CastLane = z.enum(["main", "emergency"]);
export type CastLane = z.infer<typeof CastLane>;

/** One signed transaction of a cast. `free` carries nothing: it uses up the nonce when the cast can no longer execute. */
export const CastAttempt = z.strictObject({
  kind: z.enum(["cast", "free"]),
  hash: Hash,
  nonce: z.int().nonnegative(),
  maxFeeWei: BigIntText,
  tipWei: BigIntText,
});
export type CastAttempt = z.infer<typeof CastAttempt>;

/** An order that a cast has created and a keeper settles later. `frozen`: the keeper will not; it can be taken back later. */
export const CastOrder = z.strictObject({
  id: Hash,
  status: z.enum(["open", "executed", "cancelled", "frozen"]),
});
export type CastOrder = z.infer<typeof CastOrder>;

/** One execution of a spell for one vault. Times named `AtMs` are event or chain time; `WallMs` is the wall clock. */
export const Cast = z.strictObject({
  id: CastId,
  vault: VaultAddress,
  spell: z.string(),
  /** What asked for it: a fire, a person or agent (`request`), the vault's own rule, or an emergency close. */
  cause: CastCause,
  /** Of a fire alone. */
  triggerId: TriggerId.nullable(),
  fireId: FireId.nullable(),
  traceId: TraceId,
  /** `protective` ones only reduce what is at risk; they go on where others are refused. */
  priority: Priority,
  lane: CastLane,
  firedAtMs: TimeMs,
  notAfterMs: TimeMs,
  /** Chain time after which what fired counts as stale and nothing is sent any more. */
  freshUntilMs: TimeMs,
  state: CastState,
  /** Why it was refused, reverted or is stuck: a stable code and a sentence. */
  reason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** The transaction that executed it; until then the newest that was signed. */
  txHash: Hash.nullable(),
  /** All that were signed for it, oldest first: one nonce, so that at most one of them can be mined. */
  attempts: z.array(CastAttempt),
  /** What it paid for gas, in wei, once it is in a block. */
  gasPaidWei: BigIntText.nullable(),
  /** Of a spell in two phases: the order that a keeper executes later. */
  order: CastOrder.nullable(),
  blockNumber: BigIntText.nullable(),
  blockHash: Hash.nullable(),
  balancesBefore: z.array(TokenAmount),
  balancesAfter: z.array(TokenAmount),
  /** Health factor of the vault's loans after its block, a decimal; null where the cast promises nothing of it. */
  healthAfter: z.string().nullable(),
  /** Every state it passed through, in order, by the wall clock. */
  steps: z.array(z.strictObject({ state: CastState, atWallMs: TimeMs, note: z.string().optional() })).min(1),
});
export type Cast = z.infer<typeof Cast>;
