import type { Address, Hex } from "viem";
import type { Cast, CastAttempt } from "../../contracts/cast.ts";
import type { PositionEffect } from "./positions/position-effect.ts";

/** One signed transaction, with what only the lifecycle needs of it. */
export type Attempt = CastAttempt & {
  readonly hash: Hex;
  /** Stored, together with its nonce, before the first byte leaves; every later send sends it again. */
  readonly signedTx: Hex;
  /** The chain's head when it was signed: replacements follow blocks, not the wall clock. */
  readonly signedAtBlock: number;
};

/** What every transaction of a cast carries: the module transaction, signed once by the session key. */
export type Submission = { readonly to: Address; readonly data: Hex; readonly gasLimit: string };

/**
 * What a spell promises of the vault once it is final. `balance`: the change of a token's balance, by its address in lower
 * case, in smallest units. `health`: the health factor of the vault's loans, a decimal, is at least that.
 */
export type Expectation =
  | {
      readonly kind: "balance";
      readonly token: string;
      readonly changeMin: string;
      readonly changeMax: string | null;
    }
  | { readonly kind: "health"; readonly healthMin: string };

/** A cast as its vault stores it: what everyone may read, and what only the lifecycle needs. */
export type CastRecord = {
  readonly cast: Cast;
  /** The spell's parameters when it was asked for: a later change of the trigger does not reach this cast. */
  readonly params: unknown;
  readonly submission: Submission | null;
  /** Oldest first; one nonce. */
  readonly attempts: readonly Attempt[];
  readonly expectations: readonly Expectation[];
  /** How it carries the vault's positions on; as it was when the cast was signed. */
  readonly position: PositionEffect;
  /** Wall clock of the first send, whatever came of it. */
  readonly firstSentWallMs: number | null;
  /** Looks in a row that found its nonce used and none of its own transactions mined. */
  readonly foreignNonceLooks: number;
  /** Whether its nonce is used in a block: the next cast of the lane can be signed. */
  readonly isLaneFree: boolean;
  /** A person has taken it back: nothing of it is sent any more. What was mined all the same is the truth. */
  readonly isCancelAsked: boolean;
};

/** The transaction that is sent now: the newest. */
export const latestAttempt = (record: CastRecord): Attempt | undefined => record.attempts.at(-1);
