import { encodeFunctionData, parseEther } from "viem";
import { describe, expect, test } from "vitest";
import { encodeDeposit, encodeMint } from "../../../local/chain/deploy-world.ts";
import { provideTestChain } from "../../../local/chain/test-chain.ts";
import { lendingAccount, lendPermission, lentAndOwed } from "../../../local/chain/test-lending.ts";
import { usd } from "../../../local/chain/test-orders.ts";
import { executeAsOwner, swapPermission, tokensOf } from "../../../local/chain/test-session.ts";
import { erc20Abi, lendingPoolAbi } from "../../core/abis.ts";
import {
  buildBorrowCall,
  buildRepayCalls,
  buildSupplyCalls,
  buildWithdrawCall,
  wholeAmount,
} from "../../core/lending-calls.ts";
import { openSpellWorld, type SpellWorld } from "../test-spell-world.ts";

const chainOf = provideTestChain();
const bounds = { slippageBps: 200, deviationBpsMax: 500 };
const wind = { collateral: "WETH", borrow: "USDC", amount: "4", leverage: "2", healthMin: "1.4", ...bounds };
const unwind = { collateral: "WETH", borrow: "USDC", ...bounds };

async function open() {
  const { weth, usdc } = tokensOf(chainOf());
  const set = (balance: bigint) => ({ kind: "set", balance }) as const;
  const world = await openSpellWorld(chainOf(), [
    swapPermission(chainOf(), { allowance: set(parseEther("50")) }),
    swapPermission(chainOf(), { sell: usdc, buy: weth, allowance: set(usd("50000")) }),
    lendPermission(chainOf(), {
      supply: { token: weth, allowance: set(parseEther("30")) },
      borrow: { token: usdc, allowance: set(usd("50000")) },
    }),
  ]);
  await world.passSeconds(400n);
  return world;
}
const owed = async () => (await lentAndOwed(chainOf(), chainOf().deployment.addresses.usdc, safe())).owed;
const lent = async () => (await lentAndOwed(chainOf(), chainOf().deployment.addresses.weth, safe())).lent;
const safe = () => chainOf().deployment.demoVault.safe;
const health = async () => Number((await lendingAccount(chainOf(), safe())).healthFactor) / 1e18;
const approvals = async (world: SpellWorld) => {
  const { addresses, lending } = chainOf().deployment;
  const pairs = [addresses.weth, addresses.usdc].flatMap((token) =>
    [addresses.swapRouter, lending.pool].map((spender) => world.chain.erc20Allowance(token, safe(), spender)),
  );
  return (await Promise.all(pairs)).map((read) => (read.ok ? read.value : null));
};

test("wound to twice its own, through the role: what it holds and owes, its health, and no approval left", async () => {
  const world = await open();
  const cast = await world.cast("stormforge", wind);
  expect(cast.cast).toMatchObject({ state: "FINALIZED", reason: null });
  // 4 ether at 2980 dollars are borrowed; what they buy brings a little less than 4 more.
  expect(Number(await owed()) / 1e6).toBeCloseTo(11_920, 0);
  const held = Number(await lent()) / 1e18;
  expect(held).toBeGreaterThan(7.8);
  expect(held).toBeLessThan(8);
  expect(await health()).toBeCloseTo((held * 2_980 * 0.825) / 11_920, 2);
  expect(await approvals(world)).toEqual([0n, 0n, 0n, 0n]);
  const { positions, differences } = await world.reconcile();
  expect(differences).toEqual([]);
  expect(positions).toMatchObject([
    { kind: "leveraged", state: "active", holds: [{ symbol: "aWETH" }], owes: [{ symbol: "debtUSDC" }] },
  ]);
  // It has lost the fee of what it bought, 0.3 % of 11920 dollars; the purchase itself has moved the pool a little up.
  expect(Number(positions[0]?.unrealisedUsd)).toBeLessThan(-20);
  expect(Number(positions[0]?.unrealisedUsd)).toBeGreaterThan(-45);
  // Asked again it stays at its target.
  expect(await world.plan("stormforge", { ...wind, amount: "0.001", leverage: "1.9" })).toMatchObject({
    reason: { code: "at-target" },
  });
});

/** A year in a market of which others borrow most, so that the loan costs something. */
async function passYear(world: SpellWorld) {
  const { lending, addresses } = chainOf().deployment;
  const other = chainOf().wallet("keeper");
  const ether = parseEther("12000");
  await other.setEther(other.address, ether * 2n);
  const base = { pool: lending.pool, safe: other.address };
  const calls = [
    { to: addresses.weth, value: ether, data: encodeDeposit() },
    ...buildSupplyCalls({ ...base, token: addresses.weth, amount: ether }),
    buildBorrowCall({ ...base, token: addresses.usdc, amount: usd("15600000") }),
  ];
  await other.sendAll(calls);
  const before = await owed();
  await world.passSeconds(31_536_000n);
  // Nearly four percent.
  expect(Number(await owed()) / Number(before)).toBeGreaterThan(1.035);
}

describe("unwound: no debt, nothing lent, no approval left, everything in the Safe", () => {
  test.each([
    ["at once", async () => {}],
    ["after the price fell by 10 %", (world: SpellWorld) => world.movePrice("2682")],
    ["after the price fell by 15 %", (world: SpellWorld) => world.movePrice("2533")],
    ["after the price rose by 30 %", (world: SpellWorld) => world.movePrice("3874")],
    ["after a year of interest", (world: SpellWorld) => passYear(world)],
    [
      "after a year of interest and a fall of 15 %",
      async (world: SpellWorld) => {
        await passYear(world);
        await world.movePrice("2533");
      },
    ],
    ["after a fall of 35 %, close to liquidation", (world: SpellWorld) => world.movePrice("1937")],
  ])("%s", async (_when, happen) => {
    const world = await open();
    await world.cast("stormforge", wind);
    await world.reconcile();
    await happen(world);
    // Interest and prices are nobody's act.
    expect((await world.reconcile()).differences).toEqual([]);
    const [before, debt] = [await health(), await owed()];
    const cast = await world.cast("stormforge-unwind", unwind);
    expect(cast.cast, `health ${before}`).toMatchObject({ state: "FINALIZED", reason: null });
    expect([await owed(), await lent()]).toEqual([0n, 0n]);
    expect(await approvals(world)).toEqual([0n, 0n, 0n, 0n]);
    const { positions, differences } = await world.reconcile();
    expect(differences).toEqual([]);
    expect(positions).toMatchObject([{ kind: "leveraged", state: "closed", holds: [], owes: [] }]);
    const balances = await world.balances();
    // What the swaps brought beyond the debt is the vault's: a little of it, in dollars.
    expect(balances.USDC ?? 0n).toBeGreaterThan(0n);
    expect(balances.USDC ?? 0n).toBeLessThan(debt / 10n);
  });
});

test("within a hair of liquidation one batch cannot end the loan: each goes as far as it can, and the last ends it", async () => {
  const world = await open();
  await world.cast("stormforge", wind);
  await world.movePrice("1835");
  const seen = [await health()];
  expect(seen[0]).toBeLessThan(1.006);
  expect(await world.preview("stormforge-unwind", unwind)).toMatchObject({
    verdict: "would-succeed",
    expected: { sentences: [expect.anything(), expect.stringContaining("stay owed. Cast it again")] },
  });
  while ((await owed()) > 0n && seen.length < 5) {
    expect((await world.cast("stormforge-unwind", unwind)).cast).toMatchObject({ state: "FINALIZED", reason: null });
    seen.push((await owed()) === 0n ? Number.POSITIVE_INFINITY : await health());
  }
  expect(await owed()).toBe(0n);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect((await world.reconcile()).positions).toMatchObject([{ state: "closed" }]);
});

test("the position's profit is what the vault has more, or less, than it put in", async () => {
  const world = await open();
  const worth = async (priceUsd: number) => {
    const { WETH = 0n, USDC = 0n } = await world.balances();
    return (Number(WETH) / 1e18) * priceUsd + Number(USDC) / 1e6;
  };
  await world.cast("stormforge", wind);
  // What the purchases brought above their least stays in the Safe, beside the six ether that never went in.
  const left = Number((await world.balances()).WETH) / 1e18;
  await world.movePrice("3278");
  await world.cast("stormforge-unwind", unwind);
  const { positions } = await world.reconcile();
  const realised = Number(positions[0]?.realisedUsd);
  expect(realised).toBeCloseTo((await worth(3_278)) - left * 3_278 - (10 - left) * 2_980, -1);
  expect(realised).toBeGreaterThan(2_000);
});

test("a fall of 10 %: the health factor falls with it, and the undo of the cast is the unwinding", async () => {
  const world = await open();
  const cast = await world.cast("stormforge", wind);
  const before = await health();
  await world.movePrice("2682");
  expect(await health()).toBeCloseTo(before * 0.9, 2);
  const undo = await world.undo(cast);
  expect(undo).toMatchObject({ ok: true, value: { spell: "stormforge-unwind", params: unwind } });
});

test("a floor that would be broken refuses before anything is signed", async () => {
  const world = await open();
  expect(await world.plan("stormforge", { ...wind, healthMin: "1.7" })).toMatchObject({
    reason: { code: "health-too-low" },
  });
  expect(await world.plan("stormforge", { ...wind, amount: "40" })).toMatchObject({ reason: { code: "not-enough" } });
});

test("a session without the loan's permission is told what it lacks", async () => {
  const world = await openSpellWorld(chainOf(), [swapPermission(chainOf())]);
  await world.passSeconds(400n);
  const preview = await world.preview("stormforge", wind);
  expect(preview).toMatchObject({
    verdict: "would-be-refused",
    reason: {
      code: "cast.role-refuses",
      message: expect.stringContaining("Lend WETH, 8 WETH with each cast, and borrow USDC."),
    },
  });
});

test("liquidated by somebody else: the position ends so, and what is left goes on as a new one", async () => {
  const world = await open();
  await world.cast("stormforge", wind);
  await world.reconcile();
  await world.movePrice("1750");
  expect(await health()).toBeLessThan(1);
  const { lending, addresses } = chainOf().deployment;
  const liquidator = chainOf().wallet("keeper");
  const debt = await owed();
  await liquidator.send({ to: addresses.usdc, data: encodeMint(liquidator.address, debt) });
  const approve = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [lending.pool, debt] });
  await liquidator.send({ to: addresses.usdc, data: approve });
  const args = [addresses.weth, addresses.usdc, safe(), debt / 2n, false] as const;
  const call = encodeFunctionData({ abi: lendingPoolAbi, functionName: "liquidationCall", args });
  await liquidator.send({ to: lending.pool, data: call, gas: 1_000_000n });

  const { positions, differences } = await world.reconcile();
  expect(differences).toEqual(["liquidation aWETH", "liquidation debtUSDC"]);
  expect(positions.map(({ state }) => state)).toEqual(["active", "liquidated"]);
  expect(Number(positions[1]?.realisedUsd)).toBeLessThan(-9_000);
  expect(positions[0]?.owes[0]?.amount).toBe((await owed()).toString());
  // What is left can still be unwound.
  await world.cast("stormforge-unwind", unwind);
  expect(await owed()).toBe(0n);
  expect((await world.reconcile()).positions.map(({ state }) => state)).toEqual(["closed", "liquidated"]);
});

test("the owner ends the loan by hand: told apart from a liquidation, and the position closes", async () => {
  const world = await open();
  await world.cast("stormforge", { ...wind, amount: "2", leverage: "1.5" });
  await world.reconcile();
  const { lending, addresses } = chainOf().deployment;
  const debt = await owed();
  await chainOf()
    .wallet("keeper")
    .send({ to: addresses.usdc, data: encodeMint(safe(), debt + usd("5")) });
  const base = { pool: lending.pool, safe: safe() };
  await executeAsOwner(chainOf(), [
    ...buildRepayCalls({ ...base, token: addresses.usdc, amount: wholeAmount, approved: debt + usd("5") }),
    buildWithdrawCall({ ...base, token: addresses.weth, amount: wholeAmount }),
  ]);
  expect(await owed()).toBe(0n);
  const { positions, differences } = await world.reconcile();
  expect(positions.map(({ state }) => state)).toEqual(["closed"]);
  expect(differences.toSorted()).toEqual(["deposit USDC", "deposit WETH", "repaid debtUSDC", "taken-back aWETH"]);
});
