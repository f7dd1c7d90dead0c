/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test, vi } from "vitest";
import { openTestVault, type TestEnv, type TestVault } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { grantAgent, ownersOf, signInTo } from "./test-access.ts";

vi.setConfig({ testTimeout: 20_000 });
const hourMs = 3_600_000;
const open = () => openTestVault(env as unknown as TestEnv);
const views = async (vault: TestVault) => (await vault.view()).access?.views ?? [];
const grant = async (vault: TestVault, label?: string, forMs = hourMs) => {
  const body = { expiresAtMs: Date.now() + forMs, ...(label !== undefined && { label }) };
  const { token, viewId } = await vault.perform("grant-view", body);
  return { token: String(token), viewId: String(viewId) };
};

test("what was granted is listed by id, name, owner and times, the newest first; never a token or its hash", async () => {
  const vault = await open();
  const before = Date.now();
  const bank = await grant(vault, "for the bank");
  await grant(vault, "over", -1);
  const shown = await views(vault);
  // The first is the test's own.
  expect(shown.map(({ label }) => label).sort()).toEqual(["for the bank", null]);
  const listed = shown.find(({ id }) => id === bank.viewId);
  expect(listed).toMatchObject({ label: "for the bank", owner: vault.owner.address });
  expect(listed?.createdWallMs).toBeGreaterThanOrEqual(before);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(bank.token));
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = JSON.stringify(await vault.view());
  expect([text.includes(bank.token), text.includes(hash), hash.startsWith(bank.viewId)]).toEqual([false, false, true]);
});

test("a view that is revoked reads nothing from then on; others go on, and it stays so", async () => {
  const vault = await open();
  const [one, two] = [await grant(vault, "one"), await grant(vault, "two")];
  const person = await signInTo(vault);
  expect(await person.try("revoke-view", { viewId: one.viewId })).toBe("done");
  expect(await vault.reach().view(one.token)).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  await evictDurableObject(vault.reach());
  expect(await Promise.all([one, two].map(({ token }) => vault.reach().checkView(token)))).toEqual([false, true]);
  expect((await views(vault)).map(({ label }) => label)).not.toContain("one");
  const { audit } = await vault.view();
  expect(audit[0]).toMatchObject({ act: "revoke-view", actor: vault.owner.address, detail: "one" });
});

type Case = [what: string, run: (vault: TestVault, viewId: string) => Promise<string>, code: string];
const codeOf = async (answer: ReturnType<TestVault["act"]>) => {
  const result = await answer;
  return result.ok ? "done" : result.error.code;
};
test.each<Case>([
  ["an owner, by a fresh signature", (vault, viewId) => codeOf(vault.act("revoke-view", { viewId })), "done"],
  ["a signed-in owner", async (vault, viewId) => (await signInTo(vault)).try("revoke-view", { viewId }), "done"],
  [
    "an agent with every scope",
    async (vault, viewId) => {
      const agent = await grantAgent(vault, { scopes: ["read", "triggers:write", "casts:request"] });
      return agent.try("revoke-view", { viewId });
    },
    "out-of-scope",
  ],
  [
    "a stranger",
    (vault, viewId) => {
      const signer = privateKeyToAccount(generatePrivateKey());
      return codeOf(vault.act("revoke-view", { viewId }, { signer }));
    },
    "not-an-owner",
  ],
  ["one that is not there", (vault) => codeOf(vault.act("revoke-view", { viewId: "0".repeat(32) })), "refused"],
  [
    "the same twice",
    async (vault, viewId) => {
      await vault.perform("revoke-view", { viewId });
      return codeOf(vault.act("revoke-view", { viewId }));
    },
    "refused",
  ],
  ["part of an id", (vault, viewId) => codeOf(vault.act("revoke-view", { viewId: viewId.slice(1) })), "bad-body"],
])("who may revoke and what: %s", async (_what, run, code) => {
  const vault = await open();
  const { token, viewId } = await grant(vault);
  expect(await run(vault, viewId)).toBe(code);
  const isGone = code === "done" || _what === "the same twice";
  expect(await vault.reach().checkView(token)).toBe(!isGone);
});

test.each([
  ["sixty characters", "n".repeat(60), "done"],
  ["more", "n".repeat(61), "bad-body"],
  ["nothing", "", "bad-body"],
  ["two lines", "a\nb", "bad-body"],
])("a view's name: %s", async (_what, label, code) => {
  const vault = await open();
  expect(await codeOf(vault.act("grant-view", { expiresAtMs: Date.now() + hourMs, label }))).toBe(code);
});

test("a view of before names were kept is listed, and can be revoked", async () => {
  const vault = await open();
  const { token, viewId } = await grant(vault);
  await runInDurableObject(vault.reach(), (_actor: VaultActor, state) => {
    state.storage.sql.exec(
      "update grants set label = null, created_wall_ms = null, granted_by = null where substr(token_hash, 3, 32) = ?",
      viewId,
    );
  });
  const listed = (await views(vault)).find(({ id }) => id === viewId);
  expect(listed).toMatchObject({ label: null, owner: null, createdWallMs: null });
  await vault.perform("revoke-view", { viewId });
  expect(await vault.reach().checkView(token)).toBe(false);
});

test("the views of an owner who was removed are off the list", async () => {
  const vault = await open();
  const second = privateKeyToAccount(generatePrivateKey());
  vault.node.owners = ownersOf(vault.owner, second);
  const person = await signInTo(vault, second);
  await person.write("grant-view", { expiresAtMs: Date.now() + hourMs, label: "second's" });
  expect((await views(vault)).map(({ label }) => label)).toContain("second's");
  vault.node.owners = ownersOf(vault.owner);
  await vault.view();
  expect((await views(vault)).map(({ label }) => label)).not.toContain("second's");
});
