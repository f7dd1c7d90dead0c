import { privateKeyToAccount } from "viem/accounts";
import { answerWalletRequest, type WalletCall } from "../answer-request.ts";
import type { DemoWalletFile } from "../demo-wallet-file.ts";
import { askInPage } from "./ask-in-page.ts";

/** Announces the local chain's own accounts as wallets (EIP-6963). On this machine and its own chain alone. */
async function announceDemoWallets(): Promise<void> {
  const { rpcUrl, chainId, accounts } = (await (await fetch("/demo-wallet.json")).json()) as DemoWalletFile;
  if (chainId !== 31337 || !["127.0.0.1", "localhost"].includes(window.location.hostname)) return;
  const details = accounts.map(({ name, privateKey }) => {
    const account = privateKeyToAccount(privateKey);
    const options = {
      ...{ account, rpcUrl, chainId: () => chainId, switchChain: (wanted: number) => wanted === chainId },
      confirm: (what: string, text: string) => askInPage(`${name}: ${what}`, text),
    };
    const request = async (call: WalletCall): Promise<unknown> => {
      const answer = await answerWalletRequest(call, options);
      if ("value" in answer) return answer.value;
      throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    };
    return Object.freeze({
      info: { uuid: account.address, name, rdns: "local.demo", icon: "" },
      provider: { request },
    });
  });
  const announce = (): void => {
    for (const detail of details) window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  };
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}

void announceDemoWallets();
