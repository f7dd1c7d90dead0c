import { useState, useSyncExternalStore } from "react";
import type { Wallet } from "../wallet.ts";
import { createWalletList } from "../wallet-list.ts";

/** The wallets that have announced themselves in this page. */
export function useWallets(): { readonly wallets: readonly Wallet[]; readonly askAgain: () => void } {
  const [list] = useState(() => createWalletList(window));
  return { wallets: useSyncExternalStore(list.subscribe, list.read), askAgain: list.ask };
}
