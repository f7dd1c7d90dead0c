import type { VaultAddress } from "../../../contracts/ids.ts";
import type { ActProblem } from "../host/owner.ts";

/** The vault that something is done in. What is null or empty is not known yet: the vault has not shown itself. */
export type Site = {
  readonly vault: VaultAddress;
  readonly chainId: number | null;
  /** Lower case. */
  readonly owners: readonly string[];
};

/** As `ActProblem`; `wrong-network` says which chain the wallet has to be switched to. The reader may mend it and go on. */
export type StepProblem =
  | Exclude<ActProblem, { kind: "cancelled" }>
  | { readonly kind: "wrong-network"; readonly code: null; readonly detail: string; readonly wantedChainId: number };

/** Told before the wallet, the vault or the chain is waited for, in words for the reader. */
export type OnStep = (words: string) => void;
