import { type Address, decodeFunctionResult, encodeFunctionData } from "viem";
import { expect, test } from "vitest";
import { createChain } from "../../execute/adapters/chain.ts";
import { lendingOracleAbi } from "../../execute/core/abis.ts";
import { deviationBps, type PairShape, priceFromTick } from "../../execute/core/pool-price.ts";
import { settablePriceAbi } from "./oracle-keeper.ts";
import { movePoolPrice } from "./pool-keeper.ts";
import { provideTestChain } from "./test-chain.ts";

const chainOf = provideTestChain();
const move = (priceUsd: string | number) =>
  movePoolPrice({
    rpcUrl: chainOf().rpcUrl,
    deployment: chainOf().deployment,
    keeperAccount: chainOf().accounts.keeper,
    priceUsd,
    nextBlock: () => chainOf().mine(),
  });

test.each([
  ["3000", "3000.0"],
  [2980.13, "2980.1"],
  ["1850.5", "1850.5"],
  ["4378", "4378.0"],
  ["90.25", "90.2"],
  [65000, "65000.0"],
])("to %s", async (priceUsd, shown) => {
  const moved = await move(priceUsd);
  expect(moved.hasMoved).toBe(true);
  expect(deviationBps(Number(moved.priceUsd), Number(priceUsd))).toBeLessThan(0.001);
  expect(Number(moved.priceUsd)).toBeCloseTo(Number(shown), 0);
});

test("down and up again, many times, and nothing where it is there already", async () => {
  for (const price of ["2500.1", "2499.9", "3100", "1200", "2980"]) {
    expect(Number((await move(price)).priceUsd)).toBeCloseTo(Number(price), 3);
  }
  expect((await move("2980")).hasMoved).toBe(false);
});

test("the mean price follows with the time that passes", async () => {
  const test = chainOf();
  const { weth, usdc, pool } = test.deployment.addresses;
  const pair: PairShape = { baseIsToken0: BigInt(weth) < BigInt(usdc), baseDecimals: 18, quoteDecimals: 6 };
  const chain = createChain({ rpcUrls: [test.rpcUrl], chainId: 31337 });
  const meanUsd = async () => {
    const state = await chain.poolState(pool, 600);
    if (!state.ok) throw new Error(state.error.message);
    return priceFromTick(state.value.meanTick, pair);
  };
  await move("2000");
  expect(await meanUsd()).toBeCloseTo(2980, -1);
  await test.mine(1, (await test.nowSeconds()) + 300n);
  // Half the window at each price: the geometric mean.
  expect(deviationBps(await meanUsd(), Math.sqrt(2980 * 2000))).toBeLessThan(20);
  await test.mine(1, (await test.nowSeconds()) + 600n);
  expect(deviationBps(await meanUsd(), 2000)).toBeLessThan(2);
});

test("the lending market's oracle follows the pool, and only the keeper sets it", async () => {
  const test = chainOf();
  const { lending, addresses } = test.deployment;
  const keeper = test.wallet("keeper");
  const query = { abi: lendingOracleAbi, functionName: "getAssetPrice" } as const;
  const priceOf = async (token: Address) =>
    decodeFunctionResult({
      ...query,
      data: await keeper.call(lending.oracle, encodeFunctionData({ ...query, args: [token] })),
    });
  expect(await priceOf(addresses.weth)).toBe(2980n * 10n ** 8n);
  await move("2512.345");
  expect(await priceOf(addresses.weth)).toBe(2512_34500000n);
  expect(await priceOf(addresses.usdc)).toBe(10n ** 8n);
  const source = lending.reserves[0]?.priceSource ?? "0x";
  const data = encodeFunctionData({ abi: settablePriceAbi, functionName: "setPrice", args: [1n] });
  expect((await test.wallet("owner").send({ to: source, data }, "allow-revert")).status).toBe("reverted");
});
