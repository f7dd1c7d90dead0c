import { type Hex, hexToBytes } from "viem";
import { describe, expect, test } from "vitest";
import { type KeyEncryptionKey, openSessionKey, sealedKeyId, sealSessionKey } from "./session-seal.ts";

const privateKey: Hex = `0x${"5a".repeat(32)}`;
const kek: KeyEncryptionKey = { id: "2026-11", key: new Uint8Array(32).fill(7) };
const nextKek: KeyEncryptionKey = { id: "2026-12", key: new Uint8Array(32).fill(8) };
const nonce = new Uint8Array(12).fill(3);
const where = { vaultId: "0xvault", recordId: "session-1" };
const seal = () => sealSessionKey({ ...where, privateKey, kek, nonce });

test("opens where it was sealed, and shows nothing of the key", async () => {
  const sealed = await seal();
  expect(await openSessionKey({ ...where, sealed, keks: [nextKek, kek] })).toEqual({ ok: true, value: privateKey });
  expect(sealed.length).toBe(2 + 7 + 12 + 48);
  expect(Buffer.from(sealed).includes(Buffer.from(hexToBytes(privateKey)).subarray(0, 4))).toBe(false);
});

describe("does not open", () => {
  const at = (index: number, value?: number) => (bytes: Uint8Array) => {
    bytes[index] = value ?? (bytes[index] ?? 0) ^ 1;
    return bytes;
  };
  test.each([
    ["empty", () => new Uint8Array(), { code: "seal.malformed" }],
    ["another version", at(0, 2), { code: "seal.unknown-version", version: 2 }],
    ["a key id of no length", at(1, 0), { code: "seal.malformed" }],
    ["a longer key id", at(1, 8), { code: "seal.malformed" }],
    ["another key id", at(8, 0x39), { code: "seal.unknown-key", keyId: "2026-19" }],
    ["a changed nonce", at(9), { code: "seal.not-authentic" }],
    ["a changed first byte of the key", at(21), { code: "seal.not-authentic" }],
    ["a changed last byte of the tag", at(68), { code: "seal.not-authentic" }],
    ["a byte less", (bytes: Uint8Array) => bytes.subarray(0, -1), { code: "seal.malformed" }],
    ["a byte more", (bytes: Uint8Array) => Uint8Array.from([...bytes, 0]), { code: "seal.malformed" }],
  ])("%s", async (_name, change, error) => {
    const sealed = change(await seal());
    expect(await openSessionKey({ ...where, sealed, keks: [kek] })).toEqual({ ok: false, error });
  });

  test.each([
    ["another vault", { ...where, vaultId: "0xother" }, kek],
    ["another record", { ...where, recordId: "session-2" }, kek],
    ["parts of the context moved", { vaultId: "0xvaultsession", recordId: "-1" }, kek],
    ["another key of the same name", where, { ...nextKek, id: kek.id }],
  ])("%s", async (_name, context, key) => {
    expect(await openSessionKey({ ...context, sealed: await seal(), keks: [key] })).toEqual({
      ok: false,
      error: { code: "seal.not-authentic" },
    });
  });
  test("relabelled with the id of another key", async () => {
    const sealed = await seal();
    sealed[8] = "2".charCodeAt(0);
    expect(await openSessionKey({ ...where, sealed, keks: [kek, nextKek] })).toEqual({
      ok: false,
      error: { code: "seal.not-authentic" },
    });
  });
});

test("rotation: opened with the old key, sealed with the new one, then the old one can go", async () => {
  const old = await seal();
  expect(sealedKeyId(old)).toEqual({ ok: true, value: "2026-11" });
  const opened = await openSessionKey({ ...where, sealed: old, keks: [nextKek, kek] });
  if (!opened.ok) throw new Error(opened.error.code);
  const renewed = await sealSessionKey({ ...where, privateKey: opened.value, kek: nextKek, nonce });
  expect(sealedKeyId(renewed)).toEqual({ ok: true, value: "2026-12" });
  expect(await openSessionKey({ ...where, sealed: renewed, keks: [nextKek] })).toEqual({ ok: true, value: privateKey });
});

test.each([
  ["a short key", { privateKey: "0x01" as Hex }],
  ["a short nonce", { nonce: new Uint8Array(11) }],
  ["a key id with a space", { kek: { ...kek, id: "a b" } }],
  ["a short key-encryption key", { kek: { ...kek, key: new Uint8Array(16) } }],
])("refuses to seal with %s", async (_name, change) => {
  await expect(sealSessionKey({ ...where, privateKey, kek, nonce, ...change })).rejects.toThrow(RangeError);
});
