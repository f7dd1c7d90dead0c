import { z } from "zod";
import type { Wallet, WalletProvider } from "./wallet.ts";

const Announcement = z.object({
  info: z.object({ uuid: z.string().min(1).max(100), name: z.string().trim().min(1).max(60) }),
  provider: z.custom<WalletProvider>(
    (value) => typeof (value as Partial<WalletProvider> | null)?.request === "function",
    "expected a provider with a request method",
  ),
});

export type WalletList = {
  readonly read: () => readonly Wallet[];
  /** Asks wallets that may have come later to announce themselves again. */
  readonly ask: () => void;
  readonly subscribe: (onChange: () => void) => () => void;
};

/** The wallets of this browser, each once, in the order of their announcements. What is not in the standard's form is passed over. */
export function createWalletList(page: EventTarget): WalletList {
  let wallets: readonly Wallet[] = [];
  const listeners = new Set<() => void>();
  page.addEventListener("eip6963:announceProvider", (event) => {
    const announced = Announcement.safeParse((event as CustomEvent).detail);
    if (!announced.success) return;
    const { info, provider } = announced.data;
    if (wallets.some(({ id }) => id === info.uuid)) return;
    wallets = [...wallets, { id: info.uuid, name: info.name, provider }];
    for (const listener of listeners) listener();
  });
  const ask = (): void => {
    page.dispatchEvent(new Event("eip6963:requestProvider"));
  };
  ask();
  return {
    read: () => wallets,
    ask,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
