import { type Address, encodeFunctionData } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionTerms } from "../../contracts/session-terms.ts";
import { createChain } from "../../execute/adapters/chain.ts";
import { rolesAbi } from "../../execute/core/abis.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import { deriveRoleKey } from "../../execute/core/permissions/encode-role.ts";
import { armVault } from "../../local/demo-vault.ts";
import { createOwnerClient } from "../../local/owner-client.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { minuteMs, startTestWorld } from "./test-world.ts";

let world: World;
let owner: ReturnType<typeof createOwnerClient>;
/** What somebody does who is signed in: no wallet is asked any more. */
let page: Awaited<ReturnType<(typeof owner)["signIn"]>>;
let armed: Readonly<Record<string, unknown>>;

const weth = (amount: number) => ({ kind: "set", balance: `${amount}000000000000000000` }) as const;
const usdc = (amount: number) => ({ kind: "set", balance: `${amount}000000` }) as const;
const prices = { slippageBps: 200, deviationBpsMax: 1_000 };

beforeAll(async () => {
  world = await startTestWorld("vault-spells");
  const { chain } = world;
  owner = createOwnerClient({
    baseUrl: world.baseUrl,
    chainId: 31337,
    vault: world.vault.address,
    owner: chain.accounts.owner,
  });
  const expiresAtMs = world.clock.nowMs + 7 * 1_440 * minuteMs;
  const terms: SessionTerms = {
    permissions: [
      { kind: "swap", sell: "WETH", buy: "USDC", allowance: weth(20), lossBpsMax: 500 },
      { kind: "swap", sell: "USDC", buy: "WETH", allowance: usdc(20_000), lossBpsMax: 500 },
      { kind: "lend", supply: "WETH", supplyAllowance: weth(10), borrow: "USDC", borrowAllowance: usdc(10_000) },
      { kind: "order", sell: "WETH", buy: "USDC", allowance: weth(2), lossBpsMax: 500, maxLife: "2h" },
    ],
    emergency: { sells: [{ token: "WETH", allowance: weth(50) }], lossBpsMax: 800, expiresAtMs },
    expiresAtMs,
  };
  armed = await armVault(owner, chain, terms);
  page = await owner.signIn();
});
afterAll(() => world?.stop());

const cast = async (spell: string, params: Record<string, unknown>) => {
  const { castId } = await page.write("request-cast", { spell, params: params as never, deadline: "20m" });
  return ended(String(castId));
};
const ended = async (castId: string) => {
  const find = async () => (await world.view()).casts.find(({ id }) => id === castId);
  const isOver = await waitUntil(30_000, async () => isTerminal((await find())?.state ?? "CREATED"));
  const found = await find();
  expect(isOver, `${found?.spell} is ${found?.state} ${found?.reason?.code}`).toBe(true);
  return found;
};
const positions = async () => {
  const view = await world.view();
  return view.positions.map(({ kind, state }) => `${kind} ${state}`);
};
const chain = () => createChain({ rpcUrls: [world.chain.rpcUrl], chainId: 31337 });

test("a sign-in casts what its owner's limits allow; what it may not decide needs the wallet", async () => {
  const bought = await cast("ironvine", { sell: "WETH", buy: "USDC", fraction: "0.2", ...prices });
  expect(bought).toMatchObject({ state: "FINALIZED", cause: "request", lane: "main" });
  await expect(page.write("set-limits", { gasWeiPerDay: "1", castsPerDay: 1 })).rejects.toThrow("fresh-signature");
});

test("accumulate: a position with its cost, and another cast adds to it", async () => {
  const params = { sell: "USDC", buy: "WETH", amount: "1000", budget: "2000", ...prices };
  expect(await cast("everbloom", params)).toMatchObject({ state: "FINALIZED" });
  expect(await cast("everbloom", params)).toMatchObject({ state: "FINALIZED" });
  const [position] = (await world.view()).positions;
  expect(position).toMatchObject({ kind: "spot", state: "active", isUncertain: false });
  expect(Number(position?.costUsd)).toBeCloseTo(2_000, 0);
});

const order = { sell: "WETH", buy: "USDC", amount: "0.5", limitPrice: "2900", validFor: "1h" };

test("two phases: the order waits for its keeper, who fills it", async () => {
  const castId = await place();
  await world.tendOrders("prompt");
  expect(await ended(castId)).toMatchObject({ state: "FINALIZED", reason: null, order: { status: "executed" } });
});

test("two phases: while the keeper is absent the order is taken back", async () => {
  const castId = await place();
  const undone = await page.write("undo", { castId: castId as never });
  expect(await ended(String(undone.castId))).toMatchObject({ state: "FINALIZED", spell: "thornpost-cancel" });
  expect(await ended(castId)).toMatchObject({ order: { status: "cancelled" }, reason: { code: "order-cancelled" } });
});

/** Places an order, and waits until its block is final. */
async function place(): Promise<string> {
  const params = { ...order, slippageBps: 1_000, deviationBpsMax: 1_000 };
  const castId = String((await page.write("request-cast", { spell: "thornpost", params, deadline: "20m" })).castId);
  const find = async () => (await world.view()).casts.find(({ id }) => id === castId);
  expect(await waitUntil(20_000, async () => (await find())?.reason?.code === "order-open")).toBe(true);
  return castId;
}

test("trading states: exits only, nothing at all, and back again with the owner's wallet alone", async () => {
  const exit = { sell: "WETH", buy: "USDC", fraction: "0.05", ...prices };
  const entry = { sell: "USDC", buy: "WETH", amount: "100", budget: "100", ...prices };
  await page.write("set-trading-state", { state: "REDUCING", reason: "a quiet week" });
  expect(await cast("everbloom", entry)).toMatchObject({ state: "REFUSED", reason: { code: "trading-state" } });
  expect(await cast("ironvine", exit)).toMatchObject({ state: "FINALIZED" });
  await page.write("set-trading-state", { state: "HALTED", reason: "away" });
  expect(await cast("ironvine", exit)).toMatchObject({ state: "REFUSED", reason: { code: "trading-state" } });
  expect((await world.view()).alerts[0]).toMatchObject({ id: "trading-state", message: "HALTED: away" });
  await expect(page.write("set-trading-state", { state: "ACTIVE", reason: "back" })).rejects.toThrow("fresh-signature");
  await owner.act("set-trading-state", { state: "ACTIVE", reason: "back" });
  expect(await cast("everbloom", entry)).toMatchObject({ state: "FINALIZED" });
});

test("bounded leverage, and a rule of the vault's own ends it: the emergency key unwinds, sells and ends the session", async () => {
  const wound = await cast("stormforge", {
    collateral: "WETH",
    borrow: "USDC",
    amount: "2",
    leverage: "1.5",
    healthMin: "1.3",
    ...prices,
  });
  expect(wound).toMatchObject({ state: "FINALIZED" });
  expect(Number(wound?.healthAfter)).toBeGreaterThan(1.3);
  expect(await positions()).toContain("leveraged active");

  await owner.act("put-rule", {
    rule: { id: "health", when: { type: "health-below", value: "9" }, action: { type: "close" } },
  });
  const closing = async () => (await world.view()).casts.filter(({ cause }) => cause === "close");
  expect(await waitUntil(60_000, async () => (await closing()).length > 0)).toBe(true);
  for (const { id } of await closing()) await ended(id);
  const view = await world.view();
  expect((await closing()).map(({ spell, state, lane }) => `${spell} ${state} ${lane}`).reverse()).toEqual([
    "stormforge-unwind FINALIZED emergency",
    "ironvine FINALIZED emergency",
    "end-session FINALIZED emergency",
  ]);
  const amounts = Object.fromEntries(view.balances.map(({ symbol, amount }) => [symbol, amount]));
  expect(amounts).toMatchObject({ WETH: "0", aWETH: "0", debtUSDC: "0" });
  expect(view.session.state).toBe("revoked");
  expect((await positions()).filter((each) => each.endsWith("active"))).toEqual([]);
  // Its key is destroyed, and had a thief a copy of it, the chain would know it no more.
  const { roles } = world.chain.deployment.demoVault;
  const roleKey = deriveRoleKey("session", String(armed.sessionId));
  const data = encodeFunctionData({
    abi: rolesAbi,
    functionName: "execTransactionWithRole",
    args: [world.chain.deployment.addresses.weth, 0n, "0x", 0, roleKey, true],
  });
  expect(await chain().simulateModuleTx({ roles, sessionKey: armed.address as Address, data })).toMatchObject({
    error: { code: "cast.role-refuses", message: "the session key is not a member of the role" },
  });
  expect(await cast("ironvine", { sell: "USDC", buy: "WETH", fraction: "0.1", ...prices })).toMatchObject({
    state: "REFUSED",
    reason: { code: "no-session" },
  });
});
