import { bytesToHex, type Hex, hexToBytes, isHex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";

/**
 * A session's private key, sealed for storage with AES-256-GCM.
 *
 * Layout: `version (1) ‖ length of key id (1) ‖ key id ‖ nonce (12) ‖ ciphertext (32) ‖ tag (16)`.
 * Authenticated besides the key itself: version, key id, vault id and record id. A record that was moved to
 * another vault or another row, or relabelled, does not open. Runs in Node and in workerd.
 */
export type KeyEncryptionKey = {
  /** Names the key in the sealed record, so that keys can be rotated: 1 to 32 printable ASCII characters. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array<ArrayBuffer>;
};

/** Where a sealed key belongs. */
export type SealContext = { readonly vaultId: string; readonly recordId: string };

export type SealError =
  | { readonly code: "seal.malformed" }
  | { readonly code: "seal.unknown-version"; readonly version: number }
  | { readonly code: "seal.unknown-key"; readonly keyId: string }
  /** Wrong key, wrong vault or record, or changed bytes: which of them cannot be told. */
  | { readonly code: "seal.not-authentic" };

/**
 * Seals a private key. `nonce` is 12 fresh random bytes: never the same twice under one key-encryption key.
 * Throws on inputs of the wrong size, which only a fault of the caller can cause.
 */
export async function sealSessionKey(
  input: SealContext & {
    readonly privateKey: Hex;
    readonly kek: KeyEncryptionKey;
    readonly nonce: Uint8Array<ArrayBuffer>;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const { privateKey, kek, nonce } = input;
  if (!isHex(privateKey) || privateKey.length !== 66) throw new RangeError("a private key has 32 bytes");
  if (nonce.length !== nonceBytes) throw new RangeError("the nonce has 12 bytes");
  if (!/^[\x21-\x7e]{1,32}$/.test(kek.id)) throw new RangeError("a key id has 1 to 32 printable characters");
  const header = Uint8Array.from([version, kek.id.length, ...encoder.encode(kek.id)]);
  const plain = Uint8Array.from(hexToBytes(privateKey));
  const cipher = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: authenticated(header, input), tagLength: 128 },
    await importKey(kek, "encrypt"),
    plain,
  );
  plain.fill(0);
  return Uint8Array.from([...header, ...nonce, ...new Uint8Array(cipher)]);
}

/** Opens a sealed key with whichever of `keks` it names. */
export async function openSessionKey(
  input: SealContext & { readonly sealed: Uint8Array; readonly keks: readonly KeyEncryptionKey[] },
): Promise<Result<Hex, SealError>> {
  const parts = readParts(input.sealed);
  if (!parts.ok) return parts;
  const { header, keyId, nonce, cipher } = parts.value;
  const kek = input.keks.find((candidate) => candidate.id === keyId);
  if (kek === undefined) return err({ code: "seal.unknown-key", keyId });
  const key = await importKey(kek, "decrypt");
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: nonce, additionalData: authenticated(header, input), tagLength: 128 },
      key,
      cipher,
    );
    return ok(bytesToHex(new Uint8Array(plain)));
  } catch {
    return err({ code: "seal.not-authentic" });
  }
}

/** The id of the key-encryption key that a record names. Rotation: open, seal under the new key, store, repeat. */
export function sealedKeyId(sealed: Uint8Array): Result<string, SealError> {
  const parts = readParts(sealed);
  return parts.ok ? ok(parts.value.keyId) : parts;
}

const version = 1;
const nonceBytes = 12;
const cipherBytes = 32 + 16;
const encoder = new TextEncoder();

type Parts = {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly cipher: Uint8Array<ArrayBuffer>;
};

function readParts(sealed: Uint8Array): Result<Parts, SealError> {
  const found = sealed[0];
  if (found === undefined) return err({ code: "seal.malformed" });
  if (found !== version) return err({ code: "seal.unknown-version", version: found });
  const headerBytes = 2 + (sealed[1] ?? 0);
  if (headerBytes === 2 || sealed.length !== headerBytes + nonceBytes + cipherBytes)
    return err({ code: "seal.malformed" });
  const header = Uint8Array.from(sealed.subarray(0, headerBytes));
  return ok({
    header,
    keyId: new TextDecoder().decode(header.subarray(2)),
    nonce: Uint8Array.from(sealed.subarray(headerBytes, headerBytes + nonceBytes)),
    cipher: Uint8Array.from(sealed.subarray(headerBytes + nonceBytes)),
  });
}

/** JSON of a fixed-length list is unambiguous: no two contexts give the same bytes. */
function authenticated(header: Uint8Array, context: SealContext): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(["session key", bytesToHex(header), context.vaultId, context.recordId]);
  return Uint8Array.from(encoder.encode(text));
}

function importKey(kek: KeyEncryptionKey, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  if (kek.key.length !== 32) throw new RangeError("a key-encryption key has 32 bytes");
  return crypto.subtle.importKey("raw", kek.key, { name: "AES-GCM" }, false, [use]);
}
