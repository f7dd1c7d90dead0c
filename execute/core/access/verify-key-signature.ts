import { fromBase64Url } from "../../../contracts/bytes-text.ts";
import type { AgentKey } from "../../../contracts/signed-request.ts";

/** Whether a key is one: its point may not be on the curve. */
export async function isUsableKey(key: AgentKey): Promise<boolean> {
  return (await importKey(key)) !== undefined;
}

/** Whether the private half of `key` signed this text. */
export async function isSignedBy(key: AgentKey, text: string, signature: string): Promise<boolean> {
  const [imported, bytes] = [await importKey(key), fromBase64Url(signature)];
  if (imported === undefined || bytes === undefined) return false;
  const algorithm = key.kty === "EC" ? { name: "ECDSA", hash: "SHA-256" } : { name: "Ed25519" };
  return crypto.subtle.verify(algorithm, imported, bytes, new TextEncoder().encode(text));
}

async function importKey(key: AgentKey): Promise<CryptoKey | undefined> {
  const algorithm = key.kty === "EC" ? { name: "ECDSA", namedCurve: key.crv } : { name: "Ed25519" };
  try {
    return await crypto.subtle.importKey("jwk", key, algorithm, false, ["verify"]);
  } catch {
    return undefined;
  }
}
