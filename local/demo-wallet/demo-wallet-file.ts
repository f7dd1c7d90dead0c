import type { Hex } from "viem";

/** What `prepare-page.ts` writes beside the page of a local run. */
export type DemoWalletFile = {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly accounts: readonly { readonly name: string; readonly privateKey: Hex }[];
};
