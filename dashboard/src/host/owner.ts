import type { z } from "zod";
import type { Result } from "../../../contracts/result.ts";
import type { ActBody, ActName } from "../../../execute/core/act-bodies.ts";
import type { SafeTxJson } from "../../../execute/core/safe-tx-json.ts";
import type { LoadProblem } from "../data/fetch-json.ts";
import type { CoSignRequest } from "../owner/co-sign/co-sign-request.ts";

/** What the reader is told before something is done in a vault. */
export type ActWords = {
  /** What is done, as an order: "Disarm the session". It is the heading, and what the button says. */
  readonly title: string;
  /** What follows from it, in sentences. */
  readonly sentences: readonly string[];
  /** It moves value, ends a protection or cannot be undone: the reader is asked even where no wallet has to sign. */
  readonly isDangerous: boolean;
};

/**
 * Why something was not done; nothing has changed then, but for `unknown`. `cancelled`: the reader went back. `no-owner`: no wallet, or
 * one that owns nothing here. `refused`: the vault refused it, with its `code`. `unknown`: it was sent and no answer came, so that it
 * may have been done: read the vault before asking again. `waits`: it is signed by some and not sent, until other owners have signed.
 */
export type ActProblem = {
  readonly kind: "cancelled" | "no-owner" | "refused" | "unreachable" | "unknown" | "waits";
  readonly code: string | null;
  readonly detail: string;
};

/** Who is signed in to the vault that the page shows. Until then (wall clock) this browser's key is proof of it. */
export type SignedIn = { readonly owner: string; readonly expiresAtMs: number };

/** EIP-712. Whole numbers may be bigint. */
export type TypedDataToSign = {
  readonly domain: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
};

/**
 * What the owner of the shown vault can do from the page. Each call asks for what it needs: a sign-in, a wallet, its network, the
 * signature. It shows what will be signed, in words, and resolves when it is done or was not.
 */
export type OwnerControls = {
  readonly signedIn: SignedIn | null;
  /** Opens the sign-in. Resolves to whether somebody is signed in. */
  readonly signIn: () => Promise<boolean>;
  readonly signOut: () => Promise<void>;
  /** Does an act of the vault: `execute/core/act-bodies.ts` has their bodies. Resolves to the vault's answer. */
  readonly act: <Name extends ActName>(
    action: Name,
    body: ActBody<Name>,
    words: ActWords,
  ) => Promise<Result<Readonly<Record<string, unknown>>, ActProblem>>;
  /** Has the owner's wallet sign and send a transaction of the Safe, as `prepare-session`, `disarm` and `withdraw` answer it. */
  readonly sendSafeTx: (
    safeTx: SafeTxJson,
    words: ActWords,
  ) => Promise<Result<{ readonly transactionHash: string }, ActProblem>>;
  /**
   * Goes on with what another owner has signed and passed on, as a link or its text. `describe` says in words what it is, from its data
   * alone, or why it is not to be signed. Resolves when it was sent, with the vault's answer or the hash of the transaction.
   */
  readonly coSign: (
    text: string,
    describe: (request: CoSignRequest) => Result<ActWords, string>,
  ) => Promise<Result<Readonly<Record<string, unknown>>, ActProblem>>;
  /** Has the wallet sign EIP-712 data that is not a vault's own, such as an operator's order. Any account of the wallet will do. */
  readonly signTypedData: (
    typedData: TypedDataToSign,
    words: ActWords,
  ) => Promise<Result<{ readonly signature: string; readonly account: string }, ActProblem>>;
  /** Reads a route of the vault that needs its view, such as `/v1/vaults/:address/preview` with a body. */
  readonly loadVault: <T>(path: `/${string}`, schema: z.ZodType<T>, body?: unknown) => Promise<Result<T, LoadProblem>>;
};
