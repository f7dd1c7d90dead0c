import { ok, type Result } from "../../../contracts/result.ts";
import type { TypedDataToSign } from "../host/owner.ts";
import { signTypedData } from "./act-by-wallet.ts";
import { connectWallet } from "./connect-wallet.ts";
import type { OnStep, StepProblem } from "./site.ts";
import type { Wallet } from "./wallet.ts";

/** What a wallet is asked, loaded together when one is asked first. */
export { actByWallet } from "./act-by-wallet.ts";
export { coSign, lookAtRequest, sendTogether } from "./co-sign/collect.ts";
export { switchNetwork } from "./connect-wallet.ts";
export { sendSafeTx } from "./send-safe-tx.ts";
export { signIn } from "./sign-in.ts";

/** EIP-712 data that any account may sign: whoever gets the signature judges who it is. */
export async function signByAnyAccount(
  wallet: Wallet,
  typedData: TypedDataToSign,
  onStep: OnStep,
): Promise<Result<{ readonly signature: string; readonly account: string }, StepProblem>> {
  onStep(`Waiting for ${wallet.name} to connect.`);
  const chainId = Number(typedData.domain.chainId ?? Number.NaN);
  const connected = await connectWallet(wallet, {
    chainId: Number.isSafeInteger(chainId) ? chainId : null,
    owners: [],
  });
  if (!connected.ok) return connected;
  onStep(`${wallet.name} shows you what is above: read it there, and sign.`);
  const signature = await signTypedData(wallet, connected.value.account, typedData);
  return signature.ok ? ok({ signature: signature.value, account: connected.value.account }) : signature;
}
