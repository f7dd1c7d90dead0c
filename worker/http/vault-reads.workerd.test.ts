import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { getAddress } from "viem";
import { expect, test, vi } from "vitest";
import { Problem } from "../../contracts/problem.ts";
import { CastPreview } from "../../contracts/spell.ts";
import { OwnerClose } from "../../dashboard/src/views/vault/close/owner-close.ts";
import { fallTrigger, openTestVault, type TestEnv } from "../../execute/test-vault.ts";
import { vaultRoutes } from "./vault-routes.ts";

vi.setConfig({ testTimeout: 20_000 });
const routes = new Hono().route("/v1", vaultRoutes);

async function open() {
  const vault = await openTestVault(env as unknown as TestEnv);
  const { token } = await vault.perform("grant-view", { expiresAtMs: Date.now() + 3_600_000 });
  const ask = (path: string, init: RequestInit = {}, bearer = String(token)) =>
    routes.request(
      `/v1/vaults/${vault.address}/${path}`,
      { ...init, headers: { authorization: `Bearer ${bearer}` } },
      env as object,
    );
  const preview = (body: unknown, bearer?: string) =>
    ask("preview", { method: "POST", body: JSON.stringify(body) }, bearer);
  return { vault, ask, preview };
}
const { spell, params } = fallTrigger.action as Extract<typeof fallTrigger.action, { type: "cast" }>;
const problemOf = async (response: Response) => Problem.parse(await response.json());

test("what a cast would do now: nothing is signed or sent for the answer", async () => {
  const { vault, preview } = await open();
  const response = await preview({ spell, params });
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  expect(CastPreview.parse(await response.json())).toMatchObject({ spell, verdict: "would-succeed", reason: null });
  expect(vault.node.sentBytes).toEqual([]);
  expect((await vault.view()).casts).toEqual([]);
});

test("what cannot be previewed is said", async () => {
  const { preview } = await open();
  const unknown = await preview({ spell: "nightshade", params: {} });
  expect([unknown.status, (await problemOf(unknown)).detail]).toEqual([
    422,
    "unknown-spell: there is no spell nightshade",
  ]);
  expect(await (await preview({ spell, params: { sell: "WETH" } })).json()).toMatchObject({
    verdict: "would-be-refused",
    reason: { code: "bad-params" },
  });
  const malformed = await preview({ spell });
  expect([malformed.status, (await problemOf(malformed)).code]).toEqual([400, "bad-request"]);
});

test("the transaction that closes everything, for the owner's wallet", async () => {
  const { vault, ask } = await open();
  const response = await ask("close-calls");
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  const close = OwnerClose.parse(await response.json());
  expect(close).toMatchObject({
    safeTx: { to: getAddress(vault.node.settings.multiSendCallOnly), value: "0", operation: 1, nonce: "0" },
    blockers: [],
  });
  expect(close.calls.join(" ")).toMatch(/Swap 10 WETH for at least .* USDC\./);
});

test("the chain does not answer: there is no transaction, and no guess at one", async () => {
  const { vault, ask } = await open();
  vault.node.isDown = true;
  const response = await ask("close-calls");
  expect([response.status, (await problemOf(response)).code]).toEqual([503, "unavailable"]);
});

test("what happened here, page by page as JSON: each record once, the newest first, and an end", async () => {
  const { vault, ask } = await open();
  await vault.perform("set-trading-state", { state: "HALTED", reason: "a look around" });
  const read = async (path: string) =>
    (await (await ask(path)).json()) as { records: { seq: string; act: string }[]; next: number | null };
  const whole = (await read("audit")).records;
  expect(whole.slice(0, 2).map(({ act }) => act)).toEqual(["set-trading-state", "trading-state"]);
  const paged: typeof whole = [];
  for (let path = "audit?limit=2"; ; ) {
    const { records, next } = await read(path);
    paged.push(...records);
    if (next === null) break;
    path = `audit?limit=2&before=${next}`;
  }
  expect(paged).toEqual(whole);
  expect(await read("casts")).toEqual({ records: [], next: null });
  expect((await ask("fires?limit=0")).status).toBe(400);
  expect((await ask("fires", {}, "x")).status).toBe(403);
});

test("a vault's worth with the prices that it rests on, its limits, and keys that wait to be armed", async () => {
  const { vault } = await open();
  const armed = await vault.view();
  expect(armed.worth).toMatchObject({
    prices: [{ symbol: "WETH" }, { symbol: "USDC", usd: "1.00000000" }],
    unpriced: [],
  });
  expect(armed.worth?.usd).toMatch(/^\d{2,}\.\d{6}$/);
  expect(armed.limits).toMatchObject({ castsPerDay: 200 });
  expect(armed.prepared).toBeNull();
  const { sessionId, safeTx } = await vault.perform("prepare-session", {
    permissions: [
      { kind: "swap", sell: "WETH", buy: "USDC", allowance: { kind: "set", balance: "7" }, lossBpsMax: 500 },
    ],
    emergency: null,
    expiresAtMs: Date.now() + 86_400_000,
  });
  const { prepared, session } = await vault.view();
  expect(session.state).toBe("armed");
  expect(prepared).toMatchObject({ sessionId, safeTx, emergencyWords: [], canBeArmed: true });
  await vault.perform("void-prepared", { sessionId: String(sessionId) });
  expect((await vault.view()).prepared).toBeNull();
});

test("strangers learn nothing", async () => {
  const { ask, preview } = await open();
  for (const response of [await ask("close-calls", {}, "x"), await preview({ spell, params }, "x")]) {
    expect([response.status, (await problemOf(response)).code]).toEqual([403, "not-allowed"]);
  }
  for (const path of ["close-calls", "preview"]) {
    const method = path === "preview" ? "POST" : "GET";
    const nowhere = await routes.request(`/v1/vaults/0x12/${path}`, { method }, env as object);
    expect([nowhere.status, (await problemOf(nowhere)).code]).toEqual([400, "bad-request"]);
  }
});
