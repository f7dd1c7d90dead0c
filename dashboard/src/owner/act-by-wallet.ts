import { type Address, serializeTypedData } from "viem";
import { actToSign } from "../../../client/act-to-sign.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { SignatureHex } from "../../../contracts/signed-request.ts";
import type { ActBody, ActName } from "../../../execute/core/act-bodies.ts";
import { askWallet } from "./ask-wallet.ts";
import { needsSeveral, signTogether } from "./co-sign/collect.ts";
import { connectWallet, findWrongNetwork, toStepProblem } from "./connect-wallet.ts";
import type { OnStep, Site, StepProblem } from "./site.ts";
import type { Answer, VaultApi } from "./vault-api.ts";
import type { Wallet } from "./wallet.ts";

export type ActDeps = {
  readonly api: VaultApi;
  readonly nowWallMs: () => number;
  /** As many owners have to sign it as the Safe asks for. */
  readonly needsAll: boolean;
};

/** An act that an owner's wallet signs afresh: this act, in this vault, once, within five minutes. Others sign it after, where the Safe asks for several. */
export async function actByWallet<Name extends ActName>(
  wallet: Wallet,
  site: Site,
  act: { readonly action: Name; readonly body: ActBody<Name> },
  { needsAll, ...deps }: ActDeps,
  onStep: OnStep,
): Promise<Result<Answer, StepProblem>> {
  onStep(`Waiting for ${wallet.name} to connect.`);
  const connected = await connectWallet(wallet, site);
  if (!connected.ok) return connected;
  const { account, chainId } = connected.value;
  const issued = await deps.api.nonce(site.vault);
  if (!issued.ok) return issued;
  const elsewhere = findWrongNetwork(wallet, chainId, issued.value.chainId);
  if (elsewhere !== null) return err(elsewhere);
  const vault = site.vault as Address;
  const several = needsAll ? await needsSeveral(connected.value, vault) : ok(false);
  if (!several.ok) return several;
  const prepared = actToSign({ chainId, vault, ...act, issued: issued.value });
  if (several.value) {
    const request = { kind: "act" as const, vault: site.vault, chainId, act: prepared.act, signatures: [] };
    return signTogether(connected.value, request, deps, onStep);
  }
  onStep(`${wallet.name} shows you what is above: read it there, and sign.`);
  const signature = await signTypedData(wallet, account, prepared.typedData);
  if (!signature.ok) return signature;
  onStep("The vault checks the signature and does it.");
  return deps.api.act(site.vault, { ...prepared.act, signature: signature.value });
}

/** EIP-712 by `eth_signTypedData_v4`. */
export async function signTypedData(
  wallet: Wallet,
  account: Address,
  typedData: Parameters<typeof serializeTypedData>[0],
): Promise<Result<string, StepProblem>> {
  const params = [account, serializeTypedData(withDomainType(typedData))];
  const signature = await askWallet(wallet, "eth_signTypedData_v4", params, SignatureHex);
  return signature.ok ? signature : err(toStepProblem(signature.error));
}

/** Wallets want the type of the domain among the types; its fields are those that the domain has, in the standard's order. */
function withDomainType(typedData: Parameters<typeof serializeTypedData>[0]): Parameters<typeof serializeTypedData>[0] {
  const domain = (typedData.domain ?? {}) as Readonly<Record<string, unknown>>;
  const fields = domainFields.filter(({ name }) => domain[name] !== undefined);
  return { ...typedData, types: { EIP712Domain: fields, ...typedData.types } };
}

const domainFields = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
  { name: "salt", type: "bytes32" },
];
