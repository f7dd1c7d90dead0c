import { toBase64Url } from "../contracts/bytes-text.ts";
import type { P256Key } from "../contracts/signed-request.ts";

export type RequestKey = { readonly publicKey: P256Key; readonly privateKey: CryptoKey };

/** A P-256 key as browsers make them: its private half signs and cannot be exported. */
export async function makeRequestKey(): Promise<RequestKey> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = (await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"])) as CryptoKeyPair;
  const { x = "", y = "" } = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
  return { publicKey: { kty: "EC", crv: "P-256", x, y }, privateKey: pair.privateKey };
}

/** The signature of a text: 64 bytes `r ‖ s` in base64url. */
export async function signText(key: CryptoKey, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toBase64Url(new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, bytes)));
}
