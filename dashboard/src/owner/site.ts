import type { VaultAddress } from "../../../contracts/ids.ts";
import type { ActProblem } from "../host/owner.ts";
import type { CoSignRequest } from "./co-sign/co-sign-request.ts";
import type { CoSignState } from "./co-sign/judge-request.ts";

/** The vault that something is done in. What is null or empty is not known yet: the vault has not shown itself. */
export type Site = {
  readonly vault: VaultAddress;
  readonly chainId: number | null;
  /** Lower case. */
  readonly owners: readonly string[];
};

/**
 * As `ActProblem`; the reader may mend it and go on. `wrong-network` says which chain the wallet has to be switched to. `needs-others`:
 * several owners have to sign; it holds what is signed and where it stands.
 */
export type StepProblem =
  | ActProblem
  | { readonly kind: "wrong-network"; readonly code: null; readonly detail: string; readonly wantedChainId: number }
  | {
      readonly kind: "needs-others";
      readonly code: null;
      readonly detail: string;
      readonly request: CoSignRequest;
      readonly state: CoSignState;
    };

/** Told before the wallet, the vault or the chain is waited for, in words for the reader. */
export type OnStep = (words: string) => void;
