import { parseEther } from "viem";
import { describe, expect, test } from "vitest";
import { tendOrders } from "../../../local/chain/order-keeper.ts";
import { provideTestChain } from "../../../local/chain/test-chain.ts";
import { orderPermission, usd } from "../../../local/chain/test-orders.ts";
import { swapPermission, tokensOf } from "../../../local/chain/test-session.ts";
import { openSpellWorld, type SpellWorld } from "../test-spell-world.ts";

const chainOf = provideTestChain();
const order = {
  sell: "WETH",
  buy: "USDC",
  amount: "2",
  limitPrice: "3100",
  validFor: "20m",
  slippageBps: 0,
  deviationBpsMax: 500,
};

async function open() {
  const { weth, usdc } = tokensOf(chainOf());
  const floor = { priceFloor: { windowSeconds: 300, maxLossBps: 300 } };
  const world = await openSpellWorld(chainOf(), [
    swapPermission(chainOf()),
    orderPermission(chainOf(), floor),
    orderPermission(chainOf(), { sell: usdc, buy: weth, allowance: { kind: "set", balance: usd("5000") }, ...floor }),
  ]);
  await world.passSeconds(400n);
  return world;
}
const tend = (behaviour: Parameters<typeof tendOrders>[2]) =>
  tendOrders(chainOf().wallet("keeper"), chainOf().deployment, behaviour);
const states = async (world: SpellWorld) =>
  (await world.reconcile()).positions.map(
    ({ kind, state, order: of }) => `${kind} ${state}${of === null ? "" : ` ${of.status}`}`,
  );

describe("an order to sell two ether at 3100", () => {
  test("a prompt keeper: it waits for the price, is executed, and what it brought is at least the limit", async () => {
    const world = await open();
    const placed = await world.cast("thornpost", order);
    expect(placed.cast).toMatchObject({
      state: "CONFIRMED",
      order: { status: "open" },
      reason: { code: "order-open" },
    });
    expect((await world.balances()).WETH).toBe(parseEther("8"));
    expect(await states(world)).toEqual(["order active open"]);

    expect(await tend("prompt")).toEqual({ executed: [], frozen: [] });
    await world.movePrice("3120");
    expect((await tend("prompt")).executed).toHaveLength(1);
    const done = await world.follow(placed);
    expect(done.cast).toMatchObject({ state: "FINALIZED", order: { status: "executed" } });
    expect(await states(world)).toEqual(["order closed executed"]);
    const { USDC = 0n } = await world.balances();
    expect(USDC).toBeGreaterThanOrEqual(usd("6200"));
    expect(await world.undo(done)).toMatchObject({ ok: false, error: { code: "order-executed" } });
    expect((await world.reconcile()).differences).toEqual([]);
  });

  test("a keeper that is late: executed all the same, within the order's time", async () => {
    const world = await open();
    const placed = await world.cast("thornpost", { ...order, limitPrice: "2981" });
    await world.movePrice("2990");
    const late = { lateBlocks: 30 };
    expect((await tend(late)).executed).toHaveLength(0);
    await chainOf().mine(30);
    expect((await tend(late)).executed).toHaveLength(1);
    expect((await world.follow(placed)).cast).toMatchObject({ state: "FINALIZED", order: { status: "executed" } });
  });

  test("no keeper at all: taken back by the undo of its cast, and everything is in the Safe again", async () => {
    const world = await open();
    const placed = await world.cast("thornpost", order);
    expect(await tend("absent")).toEqual({ executed: [], frozen: [] });
    const undo = await world.undo(placed);
    if (!undo.ok) throw new Error(undo.error.message);
    const back = await world.cast(undo.value.spell, undo.value.params);
    expect(back.cast).toMatchObject({ spell: "thornpost-cancel", state: "FINALIZED", reason: null });
    expect((await world.balances()).WETH).toBe(parseEther("10"));
    expect((await world.follow(placed)).cast).toMatchObject({ state: "FINALIZED", order: { status: "cancelled" } });
    expect(await states(world)).toEqual(["order closed cancelled"]);
    expect((await world.reconcile()).differences).toEqual([]);
  });

  test("a keeper that freezes it: it cannot be taken back before its deadline, and can after it", async () => {
    const world = await open();
    const placed = await world.cast("thornpost", order);
    expect((await tend("freezes")).frozen).toHaveLength(1);
    const frozen = await world.follow(placed);
    expect(frozen.cast).toMatchObject({ state: "INCLUDED_UNVERIFIED", order: { status: "frozen" } });
    expect(await states(world)).toEqual(["order active frozen"]);
    expect(await world.undo(frozen)).toMatchObject({ ok: false, error: { code: "order-frozen" } });

    await world.passSeconds(1_300n);
    const undo = await world.undo(frozen);
    if (!undo.ok) throw new Error(undo.error.message);
    await world.cast(undo.value.spell, undo.value.params);
    expect((await world.balances()).WETH).toBe(parseEther("10"));
    expect(await states(world)).toEqual(["order closed cancelled"]);
  });
});

test("an order to buy becomes a position with the cost that was paid; a sale by order realises it", async () => {
  const world = await open();
  await world.cast("ironvine", { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 });
  const buying = { ...order, sell: "USDC", buy: "WETH", amount: "5000", limitPrice: "2950" };
  const placed = await world.cast("thornpost", buying);
  await world.movePrice("2940");
  expect((await tend("prompt")).executed).toHaveLength(1);
  await world.follow(placed);
  const { positions, differences } = await world.reconcile();
  expect(differences).toEqual([]);
  expect(positions.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["spot active", "order closed"]);
  expect(positions[0]).toMatchObject({ costUsd: "5000.000000" });
  expect(Number(positions[0]?.holds[0]?.amount) / 1e18).toBeCloseTo(5_000 / 2_940, 3);

  const sale = await world.cast("thornpost", { ...order, amount: "1", limitPrice: "3000" });
  await world.movePrice("3010");
  expect((await tend("prompt")).executed).toHaveLength(1);
  await world.follow(sale);
  const spot = (await world.reconcile()).positions.find(({ kind }) => kind === "spot");
  expect(Number(spot?.realisedUsd)).toBeCloseTo(3_010 - 2_940, 0);
});

test("a limit that the pool has passed is refused, and so is one below the floor of the role", async () => {
  const world = await open();
  expect(await world.plan("thornpost", { ...order, limitPrice: "2970" })).toMatchObject({
    reason: { code: "limit-passed" },
  });
  const low = { ...order, limitPrice: "2700", slippageBps: 1_000 };
  expect(await world.plan("thornpost", low)).toMatchObject({ reason: { code: "role-refuses" } });
  expect(await world.plan("thornpost", { ...order, validFor: "2h" })).toMatchObject({
    reason: { code: "role-refuses" },
  });
});
