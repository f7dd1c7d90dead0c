import type { Hex } from "viem";
import type { Cast } from "../../contracts/cast.ts";

/**
 * The one set of bytes by which a cast is sent. It is stored, together with its nonce, before the first byte leaves,
 * and every later send sends it again.
 */
export type Attempt = {
  readonly nonce: number;
  readonly signedTx: Hex;
  readonly hash: Hex;
};

/** What a spell promises of the vault's balances, by token address in lower case: the change, in smallest units. */
export type Expectation = { readonly token: string; readonly changeMin: string; readonly changeMax: string | null };

/** A cast as its vault stores it: what everyone may read, and what only the lifecycle needs. */
export type CastRecord = {
  readonly cast: Cast;
  /** The spell's parameters when the trigger fired: a later change of the trigger does not reach this cast. */
  readonly params: unknown;
  readonly attempt: Attempt | null;
  readonly expectations: readonly Expectation[];
  /** Wall clock of the first send, whatever came of it. */
  readonly firstSentWallMs: number | null;
};
