/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { VaultAddress } from "../contracts/ids.ts";
import { actTypedData } from "./core/act.ts";
import type { OwnerDirectoryActor } from "./owner-directory-actor.ts";
import type { VaultActor } from "./vault-actor.ts";

const { VAULT, OWNER_DIRECTORY } = env as unknown as {
  VAULT: DurableObjectNamespace<VaultActor>;
  OWNER_DIRECTORY: DurableObjectNamespace<OwnerDirectoryActor>;
};
const addressOf = (digit: string) => VaultAddress.parse(`0x${digit.repeat(40)}`);

test("each nonce is another, and nothing is stored for them", async () => {
  const vault = VAULT.getByName(addressOf("1"));
  const issued = new Set<string>();
  const ask = async () => {
    const nonce = await vault.nonce();
    if (nonce.ok) issued.add(nonce.value.nonce);
  };
  for (let count = 0; count < 40; count += 1) await ask();
  await evictDurableObject(vault);
  await ask();
  expect(issued.size).toBe(41);
  const kept = await runInDurableObject(vault, (_actor: VaultActor, { storage }) => [
    ...storage.sql.exec("select nonce from nonces"),
  ]);
  expect(kept).toEqual([]);
});

test("while the chain does not answer, nobody is taken for an owner, and the nonce is not used up", async () => {
  const address = addressOf("2");
  const vault = VAULT.getByName(address);
  const issued = await vault.nonce();
  if (!issued.ok) throw new Error(issued.error.message);
  const { nonce, expiresAtMs } = issued.value;
  const unsigned = { action: "disarm", body: "{}", nonce: nonce as `0x${string}`, expiresAtMs } as const;
  const signer = privateKeyToAccount(generatePrivateKey());
  const data = actTypedData({ chainId: 31337, vault: address as `0x${string}`, act: unsigned });
  const act = { ...unsigned, signature: await signer.signTypedData(data) };
  expect(await vault.act(act)).toMatchObject({ ok: false, error: { code: "chain-unreachable" } });
  expect(await vault.act({ ...act, surprise: 1 })).toMatchObject({ ok: false, error: { code: "bad-act" } });
  expect(await vault.act({ ...act, expiresAtMs: 1 })).toMatchObject({ ok: false, error: { code: "expired" } });
  const state = await runInDurableObject(vault, (_actor: VaultActor, { storage }) => ({
    nonces: [...storage.sql.exec("select nonce from nonces")],
    audit: [...storage.sql.exec("select detail from audit order by seq")],
  }));
  // Used ones would be here; what was refused is counted.
  const audit = ["chain-unreachable", "bad-act", "expired"].map((code) => ({ detail: `1 refused: ${code}` }));
  expect(state).toEqual({ nonces: [], audit });
});

test("a vault without triggers registers nothing; a token that it did not grant opens nothing", async () => {
  const vault = VAULT.getByName(addressOf("3"));
  expect(await vault.conditions()).toMatchObject({ vault: addressOf("3"), revision: "0", conditions: [] });
  expect(await vault.checkView("")).toBe(false);
  expect(await vault.view("a".repeat(64))).toMatchObject({ ok: false, error: { code: "not-allowed" } });
});

test("an object that is named by something else than a vault's address serves nobody", async () => {
  await runInDurableObject(VAULT.getByName("not-an-address"), async (actor: VaultActor) => {
    await expect(actor.conditions()).rejects.toThrow("no vault has the name not-an-address");
  });
});

test("an owner's directory lists each vault once", async () => {
  const directory = OWNER_DIRECTORY.getByName("0xowner");
  for (const digit of ["b", "a", "b"]) await directory.add(addressOf(digit));
  await evictDurableObject(directory);
  expect(await directory.vaults()).toEqual([addressOf("a"), addressOf("b")]);
});
