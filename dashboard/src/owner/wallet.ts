/** A wallet's interface to a page (EIP-1193). */
export type WalletProvider = {
  readonly request: (call: { readonly method: string; readonly params?: readonly unknown[] }) => Promise<unknown>;
};

/** A wallet that has announced itself (EIP-6963). Its name is its own word, shown as text and nothing more. */
export type Wallet = { readonly id: string; readonly name: string; readonly provider: WalletProvider };
