import { type Address, getAddress } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { makeRequestKey } from "../../client/request-key.ts";
import { toBase64Url } from "../../contracts/bytes-text.ts";
import {
  type AgentKey,
  keyThumbprint,
  proofMs,
  requestText,
  type SignedRequest,
  signInResources,
} from "../../contracts/signed-request.ts";
import type { ActBody, ActName } from "../core/act-bodies.ts";
import type { TestVault } from "../test-vault.ts";

export const testOrigin = "https://portent.example";
type SiweFields = Parameters<typeof createSiweMessage>[0];
type Key = { readonly publicKey: AgentKey; readonly privateKey: CryptoKey };

/** A message with which an owner signs in, as a page would write it, and its signature; any field can be another. */
export async function makeSignIn(
  vault: TestVault,
  change: { readonly fields?: Partial<SiweFields>; readonly signer?: PrivateKeyAccount } = {},
) {
  const { signer = vault.owner } = change;
  const [key, issued] = [await makeRequestKey(), await vault.issueNonce()];
  const message = createSiweMessage({
    address: getAddress(signer.address),
    chainId: vault.node.settings.chainId,
    domain: new URL(testOrigin).host,
    uri: testOrigin,
    version: "1",
    nonce: issued.nonce.slice(2),
    issuedAt: new Date(issued.expiresAtMs - proofMs),
    expirationTime: new Date(issued.expiresAtMs),
    resources: [...signInResources(vault.address, await keyThumbprint(key.publicKey))],
    ...change.fields,
  });
  return { key, input: { message, signature: await signer.signMessage({ message }), key: key.publicKey } };
}

export async function signInTo(vault: TestVault, signer: PrivateKeyAccount = vault.owner) {
  const { key, input } = await makeSignIn(vault, { signer });
  const answer = await vault.reach().signIn(input);
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return { ...createTestCaller(vault, `sign-in:${answer.value.signInId}`, key), id: answer.value.signInId };
}

/** An agent's key of either kind, and the grant that the owner gives it. */
export async function grantAgent(
  vault: TestVault,
  terms: Partial<ActBody<"grant-agent">> = {},
  kind: "P-256" | "Ed25519" = "P-256",
) {
  const key = kind === "P-256" ? await makeRequestKey() : await makeEd25519Key();
  const answer = await vault.perform("grant-agent", {
    name: "watcher",
    scopes: ["triggers:write"],
    spells: ["ironvine"],
    castsPerDay: 100,
    expiresAtMs: Date.now() + 3_600_000,
    needsApproval: false,
    ...terms,
    agentKey: key.publicKey,
  });
  const id = String(answer.agentId);
  return { ...createTestCaller(vault, `agent:${id}`, key), id };
}

export type RequestChange = Partial<Omit<SignedRequest, "signature">>;

function createTestCaller(vault: TestVault, caller: string, key: Key) {
  let counter = 0;
  /** Signed by the caller's key as it is, changes included. */
  const sign = async (method: string, body: unknown, change: RequestChange = {}): Promise<SignedRequest> => {
    counter += 1;
    const expiresAtMs = Date.now() + proofMs / 2;
    const request = {
      vault: vault.address,
      caller,
      method,
      body: JSON.stringify(body),
      counter,
      expiresAtMs,
      ...change,
    };
    return { ...request, signature: await signText(key, await requestText(request)) };
  };
  const code = async (request: unknown) => {
    const answer = await vault.reach().write(request);
    return answer.ok ? "done" : answer.error.code;
  };
  return {
    sign,
    code,
    write: async <Name extends ActName>(action: Name, body: ActBody<Name>, change?: RequestChange) =>
      vault.reach().write(await sign(action, body, change)),
    /** The refusal's code, or `done`. */
    try: async <Name extends ActName>(action: Name, body: ActBody<Name>, change?: RequestChange) =>
      code(await sign(action, body, change)),
  };
}

async function signText({ publicKey, privateKey }: Key, text: string): Promise<string> {
  const algorithm = publicKey.kty === "EC" ? { name: "ECDSA", hash: "SHA-256" } : { name: "Ed25519" };
  const bytes = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text));
  return toBase64Url(new Uint8Array(bytes));
}

async function makeEd25519Key(): Promise<Key> {
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"])) as CryptoKeyPair;
  const { x = "" } = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
  return { publicKey: { kty: "OKP", crv: "Ed25519", x }, privateKey: pair.privateKey };
}

export const ownersOf = (...accounts: readonly { readonly address: Address }[]): Address[] =>
  accounts.map(({ address }) => address);
