/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Hex } from "viem";
import { expect, test } from "vitest";
import { type KeyEncryptionKey, sealedKeyId, sealSessionKey } from "../core/session-seal.ts";
import { SessionRecords } from "../records/session-records.ts";
import type { TestEnv } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { openSealedKey } from "./open-sealed-key.ts";

const { VAULT } = env as unknown as TestEnv;
const privateKey: Hex = `0x${"7".repeat(64)}`;
const vaultId = `0x${"c".repeat(40)}`;
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const keyNamed = (id: string): KeyEncryptionKey => ({ id, key: random(32) });
const [current, previous, stranger] = [keyNamed("kek-new"), keyNamed("kek-old"), keyNamed("kek-other")];

/** A session in real storage whose key is sealed so; what `work` finds there. */
async function withSealed<T>(kek: KeyEncryptionKey, work: (sessions: SessionRecords) => Promise<T>): Promise<T> {
  const sealed = await sealSessionKey({ vaultId, recordId: "one", privateKey, kek, nonce: random(12) });
  return runInDurableObject(VAULT.getByName(vaultId), async (_actor: VaultActor, { storage }) => {
    const { sql } = storage;
    sql.exec("delete from sessions");
    sql.exec(
      "insert into sessions (id, state, address, sealed, record, created_wall_ms) values ('one', 'armed', '0x', ?, '{}', 1)",
      sealed.buffer,
    );
    return work(new SessionRecords(sql));
  });
}
const keyIdOf = (sessions: SessionRecords) => sealedKeyId(sessions.sealedKey("one") ?? new Uint8Array());

test.each<[string, KeyEncryptionKey]>([
  ["under the present key", current],
  ["under the previous key", previous],
  ["under the previous key, by the name that all keys had first", { ...previous, id: "kek-1" }],
  ["under the present key, by the name that all keys had first", { ...current, id: "kek-1" }],
])("sealed %s: it opens, and is sealed under the present key from then on", async (_what, sealedUnder) => {
  await withSealed(sealedUnder, async (sessions) => {
    const deps = { kek: current, vaultId, sessions };
    expect(await openSealedKey("one", { ...deps, kekPrevious: previous })).toEqual({ ok: true, value: privateKey });
    expect(keyIdOf(sessions)).toEqual({ ok: true, value: current.id });
    // The previous key can be thrown away now.
    expect(await openSealedKey("one", deps)).toEqual({ ok: true, value: privateKey });
  });
});

test("sealed under a key that is neither: it does not open, and stays as it is", async () => {
  await withSealed(stranger, async (sessions) => {
    const opened = await openSealedKey("one", { kek: current, kekPrevious: previous, vaultId, sessions });
    expect(opened).toMatchObject({ ok: false, error: { code: "seal.unknown-key" } });
    expect(keyIdOf(sessions)).toEqual({ ok: true, value: stranger.id });
  });
});

test("a key that is destroyed while it is sealed anew stays destroyed", async () => {
  await withSealed(previous, async (sessions) => {
    const opening = openSealedKey("one", { kek: current, kekPrevious: previous, vaultId, sessions });
    sessions.revokeAll();
    await opening;
    expect(sessions.sealedKey("one")).toBeUndefined();
    expect(await openSealedKey("one", { kek: current, vaultId, sessions })).toBeUndefined();
  });
});
