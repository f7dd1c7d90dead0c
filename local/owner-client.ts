import type { Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { actToSign } from "../client/act-to-sign.ts";
import { makeRequestKey } from "../client/request-key.ts";
import { buildSignInMessage } from "../client/sign-in-message.ts";
import { proofHeader, signRequest } from "../client/sign-request.ts";
import { VaultAddress } from "../contracts/ids.ts";
import { IssuedNonce, proofMs, type SignedRequest } from "../contracts/signed-request.ts";
import type { ActBody, ActName } from "../execute/core/act-bodies.ts";
import type { Account } from "./chain/deployment.ts";

/** An act that the vault refused, in its own words. */
export class ActRefused extends Error {
  override readonly name = "ActRefused";
}

type Answer = Readonly<Record<string, unknown>>;
export type VaultSite = { readonly baseUrl: string; readonly chainId: number; readonly vault: Address };

/** The owner of a vault at this machine's keyboard: signs each act and sends it through the public API. */
export function createOwnerClient(options: VaultSite & { readonly owner: Account }) {
  const { baseUrl, chainId, owner } = options;
  const vault = options.vault.toLowerCase() as Address;
  const account = privateKeyToAccount(owner.privateKey);
  const issueNonce = async () => IssuedNonce.parse(await fetchJson(`${baseUrl}/v1/vaults/${vault}/nonce`));
  return {
    /** Signs afresh with the owner's key. */
    act: async <Name extends ActName>(action: Name, body: ActBody<Name>): Promise<Answer> => {
      const { act, typedData } = actToSign({ chainId, vault, action, body, issued: await issueNonce() });
      const signature = await account.signTypedData(typedData);
      return postJson(`${baseUrl}/v1/vaults/${vault}/acts`, { ...act, signature });
    },
    /** Signs in as a page does, with a key that cannot be taken out; what it does then needs the owner's wallet no more. */
    signIn: async () => {
      const { publicKey, privateKey } = await makeRequestKey();
      const issued = await issueNonce();
      const page = { origin: baseUrl, owner: owner.address };
      const message = await buildSignInMessage({ ...page, chainId, vault, issued, publicKey });
      const signature = await account.signMessage({ message });
      const answer = await postJson(`${baseUrl}/v1/vaults/${vault}/sign-in`, { message, signature, key: publicKey });
      const caller = `sign-in:${String(answer.signInId)}`;
      return { ...createRequestClient({ ...options, caller, privateKey }), id: String(answer.signInId) };
    },
  };
}

/** Whoever holds the key of a sign-in or of a grant. Requests are sent one after the other: counters have to rise. */
export function createRequestClient(
  options: VaultSite & { readonly caller: string; readonly privateKey: CryptoKey; readonly firstCounter?: number },
) {
  const { baseUrl, caller, privateKey } = options;
  const vault = VaultAddress.parse(options.vault.toLowerCase());
  let counter = (options.firstCounter ?? 1) - 1;
  const sign = async (method: string, body: unknown): Promise<SignedRequest> => {
    counter += 1;
    const expiresAtMs = Date.now() + proofMs / 2;
    return signRequest({ vault, caller, method, body: JSON.stringify(body), counter, expiresAtMs }, privateKey);
  };
  const read = async (path: string, method: string): Promise<Answer> =>
    fetchJson(`${baseUrl}/v1/${path}`, { headers: { authorization: proofHeader(await sign(method, {})) } });
  return {
    sign,
    write: async <Name extends ActName>(action: Name, body: ActBody<Name>): Promise<Answer> =>
      postJson(`${baseUrl}/v1/vaults/${vault}/writes`, await sign(action, body)),
    view: () => read(`vaults/${vault}`, "view"),
    listVaults: (owner: Address) => read(`owners/${owner}/vaults`, "list-vaults"),
  };
}

const postJson = (url: string, body: unknown): Promise<Record<string, unknown>> =>
  fetchJson(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

async function fetchJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  const body = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new ActRefused(String(body.detail ?? body.title ?? response.status));
  return body;
}
