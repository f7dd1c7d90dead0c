import { parseEther } from "viem";
import { expect, test } from "vitest";
import { encodeMint } from "../../../local/chain/deploy-world.ts";
import { provideTestChain } from "../../../local/chain/test-chain.ts";
import { usd } from "../../../local/chain/test-orders.ts";
import { swapPermission, tokensOf } from "../../../local/chain/test-session.ts";
import { openSpellWorld } from "../test-spell-world.ts";

const chainOf = provideTestChain();
const protect = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 };
const accumulate = {
  buy: "WETH",
  sell: "USDC",
  amount: "1000",
  budget: "2500",
  slippageBps: 100,
  deviationBpsMax: 500,
};

/** May sell all its ether, and 3000 dollars. */
async function open() {
  const { weth, usdc } = tokensOf(chainOf());
  const world = await openSpellWorld(chainOf(), [
    swapPermission(chainOf(), { allowance: { kind: "set", balance: parseEther("10") } }),
    swapPermission(chainOf(), { sell: usdc, buy: weth, allowance: { kind: "set", balance: usd("3000") } }),
  ]);
  await world.passSeconds(400n);
  return world;
}

test("protect, then accumulate until the budget is spent: what casts did is what the positions show", async () => {
  const world = await open();
  const sold = await world.cast("ironvine", protect);
  expect(sold.cast).toMatchObject({ state: "FINALIZED", reason: null });
  expect((await world.reconcile()).positions).toEqual([]);

  for (const spent of ["1000", "1000", "500"]) {
    const before = await world.balances();
    const bought = await world.cast("everbloom", accumulate);
    expect(bought.cast).toMatchObject({ state: "FINALIZED", reason: null });
    expect((before.USDC ?? 0n) - ((await world.balances()).USDC ?? 0n)).toBe(usd(spent));
  }
  expect(await world.plan("everbloom", accumulate)).toMatchObject({
    type: "refused",
    reason: { code: "budget-spent" },
  });

  await world.movePrice("3200");
  const { positions, differences } = await world.reconcile();
  expect(differences).toEqual([]);
  const [position] = positions;
  expect(positions).toHaveLength(1);
  expect(position).toMatchObject({ kind: "spot", state: "active", costUsd: "2500.000000", realisedUsd: "0.000000" });
  // 2500 dollars at 2980 less the pool's fee, at 3200.
  expect(Number(position?.unrealisedUsd)).toBeCloseTo(2_500 * ((0.997 * 3_200) / 2_980 - 1), -1);
  expect(BigInt(position?.gasPaidWei ?? "0")).toBeGreaterThan(0n);
  const held = BigInt(position?.holds[0]?.amount ?? "0");
  expect((await world.balances()).WETH).toBe(parseEther("5") + held);
});

test("a purchase is taken back by Ironvine, which sells what it bought: the position closes", async () => {
  const world = await open();
  await world.cast("ironvine", protect);
  const bought = await world.cast("everbloom", accumulate);
  const undo = await world.undo(bought);
  if (!undo.ok) throw new Error(undo.error.message);
  const back = await world.cast(undo.value.spell, undo.value.params);
  expect(back.cast).toMatchObject({ spell: "ironvine", state: "FINALIZED" });
  const { positions } = await world.reconcile();
  expect(positions).toMatchObject([{ kind: "spot", state: "closed" }]);
  // Two swaps, 0.3 % each, and a little for moving the pool.
  expect(Number(positions[0]?.realisedUsd)).toBeLessThan(-5.9);
  expect(Number(positions[0]?.realisedUsd)).toBeGreaterThan(-6.2);
});

test("what the owner does in between is told apart from what casts do", async () => {
  const world = await open();
  await world.cast("ironvine", protect);
  await world.cast("everbloom", accumulate);
  const { usdc } = chainOf().deployment.addresses;
  await chainOf()
    .wallet("owner")
    .send({ to: usdc, data: encodeMint(world.safe, usd("77")) });
  await world.cast("everbloom", accumulate);
  const { differences, positions } = await world.reconcile();
  expect(differences).toEqual(["deposit USDC"]);
  expect(positions).toMatchObject([{ costUsd: "2000.000000", castIds: { length: 2 } }]);
});

test("a preview says what would come, what it would cost, and what the session lacks", async () => {
  const world = await open();
  const bare = await world.preview("ironvine", protect, { session: undefined });
  expect(bare).toMatchObject({
    verdict: "would-be-refused",
    reason: { code: "no-session", message: expect.stringContaining("Sell WETH for USDC in the pool.") },
    expected: { tokensOut: [{ symbol: "WETH", amount: parseEther("5").toString() }] },
    calls: [expect.stringMatching(/^Let the Uniswap router/), expect.stringMatching(/^Swap 5 WETH for at least/)],
  });

  const fine = await world.preview("ironvine", protect);
  expect(fine).toMatchObject({ verdict: "would-succeed", reason: null });
  const cast = await world.cast("ironvine", protect);
  const receipt = await world.chain.receipt((cast.cast.txHash ?? "0x") as `0x${string}`);
  if (!receipt.ok || receipt.value === null) throw new Error("it is mined");
  const ratio = Number(fine?.gasEstimate) / Number(receipt.value.gasUsed);
  expect(ratio).toBeGreaterThan(0.95);
  expect(ratio).toBeLessThan(1.25);
  expect(BigInt(fine?.feeWei ?? "0")).toBe(BigInt(fine?.gasEstimate ?? "0") * BigInt(fine?.nextBaseFeeWei ?? "0"));

  const tooMuch = await world.preview("everbloom", { ...accumulate, amount: "3500", budget: "3500" });
  expect(tooMuch).toMatchObject({
    verdict: "would-be-refused",
    reason: {
      code: "cast.role-refuses",
      message: expect.stringContaining("Sell USDC for WETH in the pool, 3500 USDC with each cast."),
    },
  });
  expect(await world.preview("everbloom", { ...accumulate, amount: "-1" })).toMatchObject({
    reason: { code: "bad-params" },
  });
  expect(await world.preview("moonbeam", {})).toBeNull();
});
