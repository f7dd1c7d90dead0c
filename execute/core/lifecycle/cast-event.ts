import type { Hex } from "viem";
import type { Cast, CastOrder, TokenAmount } from "../../../contracts/cast.ts";
import type { Attempt, Expectation, Submission } from "../cast-record.ts";
import type { SendOutcome } from "../classify-send-error.ts";
import type { PositionEffect } from "../positions/position-effect.ts";

export type Reason = NonNullable<Cast["reason"]>;

/** A transaction in a block of the canonical chain. */
export type Mined = {
  readonly hash: Hex;
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  /** Null where somebody else has sent it. */
  readonly gasPaidWei: bigint | null;
};

/** The execution of a cast, and what the vault held right before and after its block. */
export type Execution = Mined & {
  readonly balancesBefore: readonly TokenAmount[];
  readonly balancesAfter: readonly TokenAmount[];
  /** Health factor of the vault's loans after that block, a decimal; null without loans, or where nobody asked. */
  readonly healthAfter: string | null;
  /** What its transaction alone moved: others may be in the same block. By token, as far as its logs were read. */
  readonly moved: ReadonlyMap<string, bigint>;
};

/**
 * One look at everything that tells what became of a cast. Made only where every single read was answered and none
 * contradicts another: a look that is not whole is no event.
 */
export type Look = {
  readonly head: { readonly number: bigint; readonly timeMs: number };
  readonly finalized: { readonly number: bigint; readonly timeMs: number };
  /** By the guard's claim, the last word: whoever sent it, whichever transaction carried it. */
  readonly execution: Execution | null;
  /** A transaction of the cast that was mined, and took everything back. */
  readonly reverted: Mined | null;
  /** The transaction that only uses the nonce up. */
  readonly freed: Mined | null;
  /** Whether a node still has the newest transaction in its pool. */
  readonly isInPool: boolean;
  /** The lane's next nonce by the finalized block: above the cast's, that nonce is used for good. */
  readonly nextNonceFinalized: number;
  /** Base fee of the next block, in wei per gas. */
  readonly nextBaseFeeWei: bigint;
  /** Of the order that the cast created, by the finalized block; null where there is none. */
  readonly order: CastOrder | null;
};

export type CastEvent =
  /** Cannot be prepared at present (no answer of the chain, no gas money): it waits, and says why. */
  | { readonly type: "held"; readonly reason: Reason }
  /** Checked before anything was signed, and not to be sent. */
  | { readonly type: "refused"; readonly reason: Reason }
  | {
      readonly type: "signed";
      readonly attempt: Attempt;
      readonly submission: Submission;
      readonly expectations: readonly Expectation[];
      readonly balances: readonly TokenAmount[];
      readonly orderId: Hex | null;
      readonly position: PositionEffect;
    }
  /** The same nonce again: with higher fees, or carrying nothing. */
  | { readonly type: "replaced"; readonly attempt: Attempt }
  | { readonly type: "sent"; readonly outcome: SendOutcome }
  | { readonly type: "looked"; readonly look: Look }
  /** An owner takes it back. */
  | { readonly type: "cancel-asked"; readonly reason: Reason };
