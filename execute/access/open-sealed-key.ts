import type { Hex } from "viem";
import { err, type Result } from "../../contracts/result.ts";
import {
  type KeyEncryptionKey,
  openSessionKey,
  type SealError,
  sealedKeyId,
  sealSessionKey,
} from "../core/session-seal.ts";
import type { SessionRecords } from "../records/session-records.ts";

/** The key-encryption key in use, and the one before it while keys are still sealed under that. */
export type KeyEncryptionKeys = { readonly kek: KeyEncryptionKey; readonly kekPrevious?: KeyEncryptionKey };

/** What every key was called before its id was taken from the key itself. */
const firstId = "kek-1";

/**
 * Opens a session's key, and stores it sealed anew where it was sealed under the previous key-encryption key: once every
 * armed session has signed once, the previous one can be thrown away. Undefined where there is no key any more.
 */
export async function openSealedKey(
  sessionId: string,
  deps: KeyEncryptionKeys & { readonly vaultId: string; readonly sessions: SessionRecords },
): Promise<Result<Hex, SealError> | undefined> {
  const { kek, kekPrevious, sessions, vaultId } = deps;
  const sealed = sessions.sealedKey(sessionId);
  if (sealed === undefined) return undefined;
  const context = { vaultId, recordId: sessionId };
  const opened = await openWithEither(sealed, context, kekPrevious === undefined ? [kek] : [kek, kekPrevious]);
  const keyId = sealedKeyId(sealed);
  if (!opened.ok || !keyId.ok || keyId.value === kek.id) return opened;
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const anew = await sealSessionKey({ ...context, privateKey: opened.value, kek, nonce });
  sessions.reseal(sessionId, anew);
  return opened;
}

async function openWithEither(
  sealed: Uint8Array,
  context: { readonly vaultId: string; readonly recordId: string },
  candidates: readonly KeyEncryptionKey[],
): Promise<Result<Hex, SealError>> {
  let result: Result<Hex, SealError> = err({ code: "seal.malformed" });
  for (const { id, key } of candidates) {
    result = await openSessionKey({
      ...context,
      sealed,
      keks: [
        { id, key },
        { id: firstId, key },
      ],
    });
    if (result.ok) return result;
  }
  return result;
}
