import { z } from "zod";
import { BigIntText, CastId, FireId, Hash, TraceId, TriggerId, VaultAddress } from "./ids.ts";
import { TimeMs } from "./time.ts";

/**
 * The life of a cast. `FINALIZED`, `INCLUDED_UNVERIFIED`, `REVERTED` and `REFUSED` are terminal and come from evidence
 * only. `VERIFYING`: the outcome of a send is unknown, or no receipt came in time. `INCLUDED_UNVERIFIED`: it is final on
 * chain, and what it left is not what the spell promises. `STUCK`: a person must look.
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

/** One execution of a spell for one vault. Times named `AtMs` are event or chain time; `WallMs` is the wall clock. */
export const Cast = z.strictObject({
  id: CastId,
  vault: VaultAddress,
  spell: z.string(),
  triggerId: TriggerId,
  fireId: FireId,
  traceId: TraceId,
  firedAtMs: TimeMs,
  notAfterMs: TimeMs,
  state: CastState,
  /** Why it was refused, reverted or is stuck: a stable code and a sentence. */
  reason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  txHash: Hash.nullable(),
  blockNumber: BigIntText.nullable(),
  blockHash: Hash.nullable(),
  balancesBefore: z.array(TokenAmount),
  balancesAfter: z.array(TokenAmount),
  /** Every state it passed through, in order, by the wall clock. */
  steps: z.array(z.strictObject({ state: CastState, atWallMs: TimeMs, note: z.string().optional() })).min(1),
});
export type Cast = z.infer<typeof Cast>;
