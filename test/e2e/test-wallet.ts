import type { Page } from "playwright-core";
import { privateKeyToAccount } from "viem/accounts";
import type { Account } from "../../local/chain/deployment.ts";
import { answerWalletRequest, type WalletAnswer, type WalletCall } from "../../local/demo-wallet/answer-request.ts";
import type { World } from "../../local/world.ts";

/** What its user does and how it stands; a test changes it at any time. */
export type TestWallet = {
  /** Says no to all that it is asked to sign or send. */
  refuses: boolean;
  /** The network that it is switched to. */
  chainId: number;
  /** What its user was shown: kind and whole text, in order. */
  readonly asked: { readonly what: string; readonly text: string }[];
};

/** A wallet in the browser of a test, beside the demo wallets, whose user is the test. Call it before the page is opened: it comes with a reload. */
export async function addTestWallet(
  page: Page,
  world: World,
  account: Account = world.chain.accounts.owner,
): Promise<TestWallet> {
  const { rpcUrl, deployment } = world.chain;
  const wallet: TestWallet = { refuses: false, chainId: deployment.chainId, asked: [] };
  const answer = (call: WalletCall): Promise<WalletAnswer> =>
    answerWalletRequest(call, {
      account: privateKeyToAccount(account.privateKey),
      rpcUrl,
      chainId: () => wallet.chainId,
      switchChain: (chainId) => {
        if (chainId !== deployment.chainId) return false;
        wallet.chainId = chainId;
        return true;
      },
      confirm: (what, text) => {
        wallet.asked.push({ what, text });
        return Promise.resolve(!wallet.refuses);
      },
    });
  await page.exposeFunction("askTestWallet", answer);
  await page.addInitScript(announceTestWallet);
  return wallet;
}

/** Runs in the page, before its own scripts. */
const announceTestWallet = `(() => {
  const request = async (call) => {
    const answer = await window.askTestWallet(call);
    if ("value" in answer) return answer.value;
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  };
  const detail = Object.freeze({ info: { uuid: "test-wallet", name: "Test wallet", rdns: "test", icon: "" }, provider: { request } });
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
})()`;
