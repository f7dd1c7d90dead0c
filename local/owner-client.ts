import { type Address, getAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { toBase64Url } from "../contracts/bytes-text.ts";
import { VaultAddress } from "../contracts/ids.ts";
import type { AgentKey, SignedRequest } from "../contracts/signed-request.ts";
import { keyThumbprint, proofMs, requestText, signInResources } from "../contracts/signed-request.ts";
import { type Act, actTypedData } from "../execute/core/act.ts";
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
  const issueNonce = () => fetchJson(`${baseUrl}/v1/vaults/${vault}/nonce`);
  return {
    /** Signs afresh with the owner's key. */
    act: async <Name extends ActName>(action: Name, body: ActBody<Name>): Promise<Answer> => {
      const issued = await issueNonce();
      const act = {
        action,
        body: JSON.stringify(body),
        nonce: issued.nonce as Act["nonce"],
        expiresAtMs: issued.expiresAtMs as number,
      };
      const signature = await account.signTypedData(actTypedData({ chainId, vault, act }));
      return postJson(`${baseUrl}/v1/vaults/${vault}/acts`, { ...act, signature });
    },
    /** Signs in as a page does, with a key that cannot be taken out; what it does then needs the owner's wallet no more. */
    signIn: async () => {
      const { publicKey, privateKey } = await makeKey();
      const issued = await issueNonce();
      const expiresAtMs = issued.expiresAtMs as number;
      const message = createSiweMessage({
        address: getAddress(owner.address),
        chainId,
        domain: new URL(baseUrl).host,
        uri: baseUrl,
        version: "1",
        nonce: String(issued.nonce).slice(2),
        // By the vault's clock.
        issuedAt: new Date(expiresAtMs - proofMs),
        expirationTime: new Date(expiresAtMs),
        resources: [...signInResources(vault, await keyThumbprint(publicKey))],
      });
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
    const request = { vault, caller, method, body: JSON.stringify(body), counter, expiresAtMs };
    return { ...request, signature: await signText(privateKey, await requestText(request)) };
  };
  const read = async (path: string, method: string): Promise<Answer> => {
    const proof = toBase64Url(new TextEncoder().encode(JSON.stringify(await sign(method, {}))));
    return fetchJson(`${baseUrl}/v1/${path}`, { headers: { authorization: `Proof ${proof}` } });
  };
  return {
    sign,
    write: async <Name extends ActName>(action: Name, body: ActBody<Name>): Promise<Answer> =>
      postJson(`${baseUrl}/v1/vaults/${vault}/writes`, await sign(action, body)),
    view: () => read(`vaults/${vault}`, "view"),
    listVaults: (owner: Address) => read(`owners/${owner}/vaults`, "list-vaults"),
  };
}

/** A P-256 key as browsers make them: its private half cannot be exported. */
export async function makeKey(): Promise<{ publicKey: AgentKey & { kty: "EC" }; privateKey: CryptoKey }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = (await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"])) as CryptoKeyPair;
  const { x = "", y = "" } = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
  return { publicKey: { kty: "EC", crv: "P-256", x, y }, privateKey: pair.privateKey };
}

async function signText(key: CryptoKey, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toBase64Url(new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, bytes)));
}

const postJson = (url: string, body: unknown): Promise<Record<string, unknown>> =>
  fetchJson(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

async function fetchJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  const body = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new ActRefused(String(body.detail ?? body.title ?? response.status));
  return body;
}
