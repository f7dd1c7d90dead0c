import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { Problem } from "../../contracts/problem.ts";
import { operatorTypedData } from "../../execute/core/operator-order.ts";
import type { TradingStateActor } from "../../execute/trading-state-actor.ts";
import { operatorRoutes } from "./operator-routes.ts";

type TestEnv = { readonly TRADING_STATE: DurableObjectNamespace<TradingStateActor>; readonly CHAIN: string };
const { TRADING_STATE, CHAIN } = env as unknown as TestEnv;
const { chainId } = JSON.parse(CHAIN) as { chainId: number };
const operator = privateKeyToAccount(generatePrivateKey());
const routes = new Hono().route("/v1", operatorRoutes);
const read = async () => (await routes.request("/v1/trading-state", {}, env as object)).json();
const post = (body: string) => routes.request("/v1/trading-state", { method: "POST", body }, env as object);

type Order = { readonly state: "ACTIVE" | "REDUCING" | "HALTED"; readonly reason: string; readonly issuedAtMs: number };
const sign = async (order: Order, signer = operator) =>
  JSON.stringify({ ...order, signature: await signer.signTypedData(operatorTypedData(chainId, order)) });

/** The vault Worker's variable `OPERATORS`, of the object as it runs. */
const appoint = () =>
  runInDurableObject(TRADING_STATE.getByName("global"), (actor) => {
    Object.assign((actor as unknown as { env: object }).env, { OPERATORS: JSON.stringify([operator.address]) });
  });

test("an operator's order counts, once; everybody reads it", async () => {
  expect(await read()).toEqual({ state: "ACTIVE", reason: "", by: "", atWallMs: 0 });
  await appoint();
  const order = await sign({ state: "REDUCING", reason: "the market is closed", issuedAtMs: Date.now() });
  const counted = await post(order);
  expect([counted.status, counted.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const entry = { state: "REDUCING", reason: "the market is closed", by: `operator ${operator.address}` };
  expect(await counted.json()).toMatchObject(entry);
  expect(await read()).toMatchObject(entry);

  const again = await post(order);
  expect(again.status).toBe(403);
  expect(Problem.parse(await again.json())).toMatchObject({
    code: "not-allowed",
    title: "An order counts once, and only when an operator has just signed it.",
    detail: expect.stringMatching(/^outdated: /),
  });
});

test.each<readonly [title: string, body: () => Promise<string>, status: number, detail: RegExp]>([
  ["no JSON", async () => "{", 400, /no JSON/],
  ["no order", async () => "{}", 400, /^bad-order: /],
  ["too long", async () => JSON.stringify("x".repeat(70_000)), 400, /too long/],
  [
    "of somebody else",
    () => sign({ state: "HALTED", reason: "x", issuedAtMs: Date.now() }, privateKeyToAccount(generatePrivateKey())),
    403,
    /^not-an-operator: 0x/,
  ],
  [
    "changed on the way",
    async () => (await sign({ state: "HALTED", reason: "x", issuedAtMs: Date.now() })).replace("HALTED", "ACTIVE"),
    403,
    /^not-an-operator: 0x/,
  ],
  [
    "of an hour ago",
    () => sign({ state: "HALTED", reason: "x", issuedAtMs: Date.now() - 3_600_000 }),
    403,
    /^outdated/,
  ],
])("%s changes nothing", async (_, body, status, detail) => {
  await appoint();
  const before = await read();
  const response = await post(await body());
  expect(response.status).toBe(status);
  expect(Problem.parse(await response.json()).detail).toMatch(detail);
  expect(await read()).toEqual(before);
});
