/// <reference types="@cloudflare/vitest-plugin/types" />
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { expect, test, vi } from "vitest";
import { openTestVault, type TestEnv, type TestVault } from "../../execute/test-vault.ts";
import { vaultRoutes } from "./vault-routes.ts";

vi.setConfig({ testTimeout: 20_000 });
const routes = new Hono().route("/v1", vaultRoutes);
const hourMs = 3_600_000;

async function grant(vault: TestVault, forMs = hourMs) {
  const { token, viewId } = await vault.perform("grant-view", { expiresAtMs: Date.now() + forMs });
  return { token: String(token), viewId: String(viewId) };
}

/** A socket of the vault's topic, as a page opens it; `query` is what else stands in its address. */
async function listen(vault: TestVault, token: string, query = "") {
  const path = `/v1/live?topic=vault:${vault.address}&token=${token}${query}`;
  const response = await routes.request(path, { headers: { upgrade: "websocket" } }, env as object);
  const heard = { status: response.status, messages: 0, closed: null as number | null };
  response.webSocket?.addEventListener("message", () => {
    heard.messages += 1;
  });
  response.webSocket?.addEventListener("close", ({ code }) => {
    heard.closed = code;
  });
  response.webSocket?.accept();
  return heard;
}

test("revoking a view closes its sockets, and those alone; it opens none after", async () => {
  const vault = await openTestVault(env as unknown as TestEnv);
  const [one, two] = [await grant(vault), await grant(vault)];
  const [first, again, other] = [
    await listen(vault, one.token),
    await listen(vault, one.token),
    await listen(vault, two.token),
  ];
  expect([first.status, other.status]).toEqual([101, 101]);
  await vault.perform("revoke-view", { viewId: one.viewId });
  await expect.poll(() => [first.closed, again.closed]).toEqual([1008, 1008]);
  await expect.poll(() => other.messages).toBeGreaterThan(0);
  expect(other.closed).toBeNull();
  expect((await listen(vault, one.token)).status).toBe(403);
});

test("a view that has ended hears nothing of what happens after", async () => {
  const vault = await openTestVault(env as unknown as TestEnv);
  const short = await grant(vault, 1_500);
  const ending = await listen(vault, short.token);
  expect(ending.status).toBe(101);
  await expect.poll(() => vault.reach().checkView(short.token), { timeout: 5_000 }).toBe(false);
  const before = ending.messages;
  await vault.perform("set-trading-state", { state: "REDUCING", reason: "a test" });
  await expect.poll(() => ending.closed).toBe(1008);
  expect(ending.messages).toBe(before);
});

test("nobody listens by a view that the address names", async () => {
  const vault = await openTestVault(env as unknown as TestEnv);
  const [own, others] = [await grant(vault), await grant(vault)];
  const heard = await listen(vault, own.token, `&view=${others.viewId}`);
  await vault.perform("revoke-view", { viewId: own.viewId });
  await expect.poll(() => heard.closed).toBe(1008);
});
