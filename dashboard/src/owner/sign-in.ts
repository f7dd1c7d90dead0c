import { stringToHex } from "viem";
import { makeRequestKey } from "../../../client/request-key.ts";
import { buildSignInMessage } from "../../../client/sign-in-message.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { SignatureHex } from "../../../contracts/signed-request.ts";
import { askWallet } from "./ask-wallet.ts";
import { connectWallet, findWrongNetwork, toStepProblem } from "./connect-wallet.ts";
import type { KeptSignIn } from "./kept-sign-in.ts";
import type { OnStep, Site, StepProblem } from "./site.ts";
import type { VaultApi } from "./vault-api.ts";
import type { Wallet } from "./wallet.ts";

export type SignInDeps = { readonly api: VaultApi; readonly origin: string; readonly nowWallMs: () => number };

/** Signs in with a new key of this browser. The caller keeps what it resolves to. */
export async function signIn(
  wallet: Wallet,
  site: Site,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<Result<KeptSignIn, StepProblem>> {
  onStep(`Waiting for ${wallet.name} to connect.`);
  const connected = await connectWallet(wallet, site);
  if (!connected.ok) return connected;
  const { account, chainId } = connected.value;
  const { vault } = site;
  const { api, origin } = deps;
  const issued = await api.nonce(vault);
  if (!issued.ok) return issued;
  const elsewhere = findWrongNetwork(wallet, chainId, issued.value.chainId);
  if (elsewhere !== null) return err(elsewhere);
  const { publicKey, privateKey } = await makeRequestKey();
  const message = await buildSignInMessage({
    ...{ owner: account, chainId, vault, origin },
    ...{ issued: issued.value, publicKey },
  });
  onStep(`${wallet.name} shows you a message: read it there, and sign it if it names this page and this vault.`);
  const signature = await askWallet(wallet, "personal_sign", [stringToHex(message), account], SignatureHex);
  if (!signature.ok) return err(toStepProblem(signature.error));
  onStep("The vault checks the signature.");
  const answer = await api.signIn(vault, { message, signature: signature.value, key: publicKey });
  if (!answer.ok) return answer;
  const { signInId, expiresAtMs, nowWallMs } = answer.value;
  return ok({
    vault,
    owner: account.toLowerCase(),
    caller: `sign-in:${signInId}`,
    privateKey,
    expiresAtMs,
    clockAheadMs: nowWallMs - deps.nowWallMs(),
    counter: 0,
  });
}
