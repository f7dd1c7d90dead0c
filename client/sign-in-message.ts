import { type Address, getAddress } from "viem";
import { createSiweMessage } from "viem/siwe";
import {
  type IssuedNonce,
  keyThumbprint,
  type P256Key,
  proofMs,
  signInResources,
} from "../contracts/signed-request.ts";

/**
 * The EIP-4361 message by which an owner signs in to one vault from one page with one key. Its times are the vault's: it
 * is good for as long as the nonce is.
 */
export async function buildSignInMessage(input: {
  readonly owner: Address;
  readonly chainId: number;
  /** Lower case. */
  readonly vault: string;
  /** Of the page: `https://portent.example`. */
  readonly origin: string;
  readonly issued: IssuedNonce;
  readonly publicKey: P256Key;
}): Promise<string> {
  const { owner, chainId, vault, origin, issued, publicKey } = input;
  return createSiweMessage({
    address: getAddress(owner),
    chainId,
    domain: new URL(origin).host,
    uri: origin,
    version: "1",
    nonce: issued.nonce.slice(2),
    issuedAt: new Date(issued.expiresAtMs - proofMs),
    expirationTime: new Date(issued.expiresAtMs),
    resources: [...signInResources(vault, await keyThumbprint(publicKey))],
  });
}
