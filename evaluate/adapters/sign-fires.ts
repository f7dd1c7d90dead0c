import { type Fires, signedBytesOf } from "../../contracts/fires.ts";
import { deriveFireId } from "../../contracts/ids.ts";
import type { PendingEntry } from "../core/pack-fires.ts";

/** A `fires` message as the outbox holds it: without fire ids and signatures, which are pure functions of the rest. */
export type PendingFires = Omit<Fires, "body"> & {
  body: Omit<Fires["body"], "entries"> & { entries: readonly PendingEntry[] };
};

/** Ed25519 private key of the evaluate stage from its secret: base64 of the PKCS#8 form. */
export function importSigningKey(base64: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return crypto.subtle.importKey("pkcs8", bytes, { name: "Ed25519" }, false, ["sign"]);
}

/** Completes a message with fire ids and a signature for each vault. Ed25519 is deterministic: a repeat sends the same bytes. */
export async function completeFires(pending: PendingFires, key: CryptoKey): Promise<Fires> {
  const entries = await Promise.all(
    pending.body.entries.map(async ({ vault, fires: pendingFires }) => {
      const fires = await Promise.all(
        pendingFires.map(async (fire) => ({
          fireId: await deriveFireId(fire.triggerId, fire.version, fire.epoch),
          ...fire,
        })),
      );
      const bytes = signedBytesOf(pending, { vault, fires });
      const signature = toBase64Url(new Uint8Array(await crypto.subtle.sign("Ed25519", key, bytes)));
      return { vault, fires, signature };
    }),
  );
  return { ...pending, body: { ...pending.body, entries } };
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
