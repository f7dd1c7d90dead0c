import type { Result } from "../../../contracts/result.ts";
import type { ActProblem, ActWords } from "../host/owner.ts";
import type { CoSignRequest } from "./co-sign/co-sign-request.ts";
import type { OnStep, StepProblem } from "./site.ts";
import type { Wallet } from "./wallet.ts";

/** One line of what will be signed. */
export type SignedLine = { readonly label: string; readonly value: string };

/** Something that the reader is asked before it is done. One at a time. */
export type OwnerRequest = {
  readonly id: number;
  readonly words: ActWords;
  /** What will be signed, a line each. */
  readonly lines: readonly SignedLine[];
  /** The same to the last character, where there is more than the lines say. */
  readonly exact: string | null;
  /** `wallet`: a wallet signs it. `key`: this browser's key does, and the wallet is not asked. */
  readonly signer: "wallet" | "key";
  /** The reader has to say for which vault: none is shown. It is what was typed as its address before, or empty. Null: it is known. */
  readonly typedVault: string | null;
  /** Sends what enough owners have signed. */
  readonly send: (wallet: Wallet, request: CoSignRequest, onStep: OnStep) => Promise<Result<unknown, StepProblem>>;
  readonly run: (
    chosen: { readonly wallet: Wallet | null; readonly vault: string | null },
    onStep: OnStep,
  ) => Promise<Result<unknown, StepProblem>>;
};

export type OwnerResult = Result<unknown, ActProblem>;

/** Gone back by the reader: nothing was signed or sent. */
export const cancelled: ActProblem = { kind: "cancelled", code: null, detail: "You went back. Nothing was done." };
