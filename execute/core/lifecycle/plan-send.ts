import { type CastRecord, latestAttempt } from "../cast-record.ts";
import type { Fees } from "../choose-fees.ts";
import type { Look } from "./cast-event.ts";
import { chooseReplacementFees, replacementsMax } from "./replacement-fees.ts";

export type FeePolicy = {
  /** Ceiling of the fee per gas, in wei. */
  readonly maxFeeWeiMax: bigint;
  /** The same for freeing a nonce: above the other, so that what hangs at that ceiling can be replaced. */
  readonly freeMaxFeeWeiMax: bigint;
  /** A transaction that so many blocks have passed over is replaced. */
  readonly replaceAfterBlocks: number;
};

/** What is sent after a look. Everything that is ever sent for a cast has one nonce. */
export type SendPlan =
  | { readonly kind: "wait" }
  /** The newest bytes again. */
  | { readonly kind: "resend" }
  /** The same call with higher fees. */
  | { readonly kind: "replace"; readonly fees: Fees }
  /** Nothing but the nonce: what waits behind the cast can go on. */
  | { readonly kind: "free"; readonly fees: Fees };

/**
 * What to send for a cast that was signed and is in no block. The deadline is the finalized block's time; the cadence of
 * replacements is blocks, so that a chain that stands still causes none. `mayGoOn`: policy, pause and freshness still allow
 * the cast; the nonce is freed all the same.
 */
export function planSend(record: CastRecord, look: Look, policy: FeePolicy, mayGoOn: boolean): SendPlan {
  const newest = latestAttempt(record);
  if (newest === undefined || record.isLaneFree || record.foreignNonceLooks > 0) return { kind: "wait" };
  const isOver = record.isCancelAsked || look.finalized.timeMs > record.cast.notAfterMs;
  const blocksPassed = Number(look.head.number) - newest.signedAtBlock;
  const ofKind = record.attempts.filter(({ kind }) => kind === (isOver ? "free" : "cast")).length;
  const isFirstFree = isOver && newest.kind === "cast";
  const isDue = isFirstFree || (blocksPassed >= policy.replaceAfterBlocks && ofKind <= replacementsMax);
  // A transaction that carries the cast is not sent any more once the nonce is being freed.
  if (!isOver && (newest.kind === "free" || !mayGoOn)) return { kind: "wait" };
  const before = { maxFeeWei: BigInt(newest.maxFeeWei), tipWei: BigInt(newest.tipWei) };
  const fees = isDue
    ? chooseReplacementFees({
        before,
        nextBaseFeeWei: look.nextBaseFeeWei,
        maxFeeWeiMax: isOver ? policy.freeMaxFeeWeiMax : policy.maxFeeWeiMax,
      })
    : null;
  if (fees !== null) return { kind: isOver ? "free" : "replace", fees };
  // At the ceiling, or not its time yet: the same bytes. Those of the cast never again after its deadline.
  if (isFirstFree || (look.isInPool && record.cast.state !== "SIGNED")) return { kind: "wait" };
  return { kind: "resend" };
}
