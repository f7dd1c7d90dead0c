import type { Address } from "viem";
import { err, ok, type Result } from "../../../../contracts/result.ts";
import { joinSignatures } from "../../../../execute/core/safe-tx.ts";
import { readSafeTxJson } from "../../../../execute/core/safe-tx-json.ts";
import { signTypedData } from "../act-by-wallet.ts";
import { type Connected, connectWallet } from "../connect-wallet.ts";
import { type SendDeps, sendExecution } from "../send-safe-tx.ts";
import type { OnStep, StepProblem } from "../site.ts";
import type { Answer, VaultApi } from "../vault-api.ts";
import type { Wallet } from "../wallet.ts";
import { type CoSignRequest, typedDataOf } from "./co-sign-request.ts";
import { type CoSignState, judgeRequest } from "./judge-request.ts";
import { readSafeFacts } from "./read-safe-facts.ts";
import { readSigners, withSafeV } from "./read-signers.ts";

export type CollectDeps = SendDeps & { readonly api: VaultApi; readonly nowWallMs: () => number };

/** Where a request stands now, by the chain; or why this page has no part in it. */
export async function lookAtRequest(
  wallet: Wallet,
  request: CoSignRequest,
  { nowWallMs }: Pick<CollectDeps, "nowWallMs">,
): Promise<Result<CoSignState, StepProblem>> {
  const facts = await readSafeFacts(wallet, request.vault as Address, request);
  if (!facts.ok) return facts;
  const judged = judgeRequest(request, await readSigners(request), facts.value, nowWallMs());
  return judged.ok ? judged : err(unfit(judged.error));
}

/**
 * Has the wallet sign the request, if its owner has not and a signature is missing. It resolves to `needs-others` in any case: what is
 * to be done next, with the signatures so far, is the reader's choice.
 */
export async function signTogether(
  { wallet, account }: Pick<Connected, "wallet" | "account">,
  request: CoSignRequest,
  deps: Pick<CollectDeps, "nowWallMs">,
  onStep: OnStep,
): Promise<Result<never, StepProblem>> {
  const before = await lookAtRequest(wallet, request, deps);
  if (!before.ok) return before;
  const hasSigned = before.value.signed.some(({ owner }) => owner === account.toLowerCase());
  if (hasSigned || before.value.missing === 0) return err(needsOthers(request, before.value));
  onStep(`${wallet.name} shows you what is above: read it there, and sign. Nothing is sent by that.`);
  const signature = await signTypedData(wallet, account, typedDataOf(request));
  if (!signature.ok) return signature;
  const signed = { ...request, signatures: [...request.signatures, withSafeV(signature.value as `0x${string}`)] };
  const after = await lookAtRequest(wallet, signed, deps);
  return after.ok ? err(needsOthers(signed, after.value)) : after;
}

/** Sends what enough owners have signed. Any owner's wallet may: for a transaction it pays the gas, for an act it signs nothing more. */
export async function sendTogether(
  wallet: Wallet,
  request: CoSignRequest,
  deps: CollectDeps,
  onStep: OnStep,
): Promise<Result<Answer, StepProblem>> {
  onStep(`Waiting for ${wallet.name} to connect.`);
  const connected = await connectWallet(wallet, { chainId: request.chainId, owners: [] });
  if (!connected.ok) return connected;
  const state = await lookAtRequest(wallet, request, deps);
  if (!state.ok) return state;
  const { signed, missing, before } = state.value;
  if (missing > 0) return err(needsOthers(request, state.value));
  const signatures = joinSignatures(signed.map((one) => ({ ...one, owner: one.owner as Address })));
  if (request.kind === "act") {
    onStep("The vault checks the signatures and does it.");
    return deps.api.act(request.vault, { ...request.act, signature: signatures });
  }
  if (before > 0n)
    return err(unfit(`${before} other transactions of your Safe come first: it is not this one's turn.`));
  return sendExecution(connected.value, request.vault, readSafeTxJson(request.safeTx), signatures, deps, onStep);
}

/** For a wallet that is asked to sign by a request of another owner. */
export async function coSign(
  wallet: Wallet,
  request: CoSignRequest,
  deps: Pick<CollectDeps, "nowWallMs">,
  onStep: OnStep,
): Promise<Result<never, StepProblem>> {
  onStep(`Waiting for ${wallet.name} to connect.`);
  const first = await connectWallet(wallet, { chainId: request.chainId, owners: [] });
  if (!first.ok) return first;
  const facts = await readSafeFacts(wallet, request.vault as Address, request);
  if (!facts.ok) return facts;
  const connected = await connectWallet(wallet, { chainId: request.chainId, owners: facts.value.owners });
  return connected.ok ? signTogether(connected.value, request, deps, onStep) : connected;
}

/** Whether one owner is not enough for this Safe. */
export async function needsSeveral({ wallet }: Connected, safe: Address): Promise<Result<boolean, StepProblem>> {
  const facts = await readSafeFacts(wallet, safe, null);
  return facts.ok ? ok(facts.value.threshold > 1) : facts;
}

/** As a problem of a step: what is done next, and by whom, is the reader's choice. */
export const needsOthers = (
  request: CoSignRequest,
  state: CoSignState,
): Extract<StepProblem, { kind: "needs-others" }> => ({
  kind: "needs-others",
  code: null,
  detail:
    state.missing === 0
      ? "Enough owners have signed."
      : `${state.signed.length} of ${state.signed.length + state.missing} owners that this Safe asks for have signed.`,
  request,
  state,
});

const unfit = (detail: string): StepProblem => ({ kind: "refused", code: null, detail });
