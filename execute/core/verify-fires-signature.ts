import { type Fires, signedBytesOf, type VaultFires } from "../../contracts/fires.ts";

/** The evaluate stage's Ed25519 public key from its variable: base64 of the SPKI form. */
export function importFiresKey(base64: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("spki", fromBase64(base64), { name: "Ed25519" }, false, ["verify"]);
}

/** Whether the evaluate stage signed exactly this entry of this message. */
export async function isSignedByStage(message: Fires, entry: VaultFires, key: CryptoKey): Promise<boolean> {
  const bytes = Uint8Array.from(signedBytesOf(message, entry));
  try {
    return await crypto.subtle.verify("Ed25519", key, fromBase64(toBase64(entry.signature)), bytes);
  } catch {
    // Text that is no base64 is no signature.
    return false;
  }
}

const toBase64 = (base64Url: string): string => base64Url.replaceAll("-", "+").replaceAll("_", "/");
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
