import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  keccak256,
  maxUint256,
  parseEther,
  stringToHex,
} from "viem";
import { describe, expect, test } from "vitest";
import { encodeMint } from "../../local/chain/deploy-world.ts";
import { movePoolPrice } from "../../local/chain/pool-keeper.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendingAccount, lendPermission, lentAndOwed } from "../../local/chain/test-lending.ts";
import { orderPermission, usd } from "../../local/chain/test-orders.ts";
import {
  armDemoVault,
  swapCallsOf,
  swapPermission,
  type TestSession,
  tokensOf,
} from "../../local/chain/test-session.ts";
import { erc20Abi, leastOutputAbi, lendingPoolAbi, orderBookAbi } from "./abis.ts";
import { buildBorrowCall, buildSupplyCalls, buildWithdrawCall } from "./lending-calls.ts";
import { buildCreateOrderCalls } from "./order-calls.ts";

/**
 * The best that a thief of the raw session key can do who is also as rich as he likes, moves the pool as he likes within
 * one block or two, and liquidates by himself. What the vault loses is measured, and stays within what the plan said.
 */

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const at = () => chainOf().deployment.addresses;
const safe = () => chainOf().deployment.demoVault.safe;
const floor = { windowSeconds: 600, maxLossBps: 300 };

const movePool = (priceUsd: number) =>
  movePoolPrice({
    rpcUrl: chainOf().rpcUrl,
    deployment: chainOf().deployment,
    keeperAccount: chainOf().accounts.keeper,
    priceUsd,
    nextBlock: () => chainOf().mine(),
  });

/** Worth at the pool's mean price, less so many basis points. */
async function worth(token: Address, amount: bigint, lossBps = 0): Promise<bigint> {
  const query = { abi: leastOutputAbi, functionName: "leastOutput" } as const;
  const args = [token, amount, floor.windowSeconds, lossBps] as const;
  const data = await chainOf()
    .wallet("keeper")
    .call(at().leastOutput, encodeFunctionData({ ...query, args }));
  return decodeFunctionResult({ ...query, data });
}

/** Sells at the floor: the pool is where the swap just brings what it must. Gives what it was worth and what it brought. */
async function sellAtFloor(session: TestSession, token: "weth" | "usdc", amount: bigint) {
  // The pool's fee, the floor, and the swap's own weight on the price.
  const factor = 0.97 / 0.997;
  await movePool(token === "weth" ? 2980 * factor * 1.0008 : (2980 / factor) * 0.9992);
  const before = await session.balances();
  const [fair, least] = [await worth(at()[token], amount), await worth(at()[token], amount, floor.maxLossBps)];
  const change = { tokenIn: at()[token], amountOutMinimum: least };
  await session.execute(castId(`sell ${token}`), await swapCallsOf(chainOf(), session, amount, change));
  const after = await session.balances();
  const brought = token === "weth" ? after.usdc - before.usdc : after.weth - before.weth;
  return { fair, brought };
}

/** What was lost of `fair`, as a share of `of` units. */
const lostOf = (of: bigint, fair: bigint, brought: bigint): bigint => ((fair - brought) * of) / fair;

describe("what a thief of the session key takes at best", () => {
  test("by a swap at the floor", async () => {
    const permissions = [swapPermission(chainOf(), { priceFloor: floor })];
    const session = await armDemoVault(chainOf(), { permissions });
    const { fair, brought } = await sellAtFloor(session, "weth", parseEther("6"));
    const lost = lostOf(parseEther("6"), fair, brought);
    const [part] = session.plan.worstLoss.parts;
    expect(lost).toBeLessThanOrEqual(part?.lostUnits ?? 0n);
    // It is the best one: nearly all that the floor leaves.
    expect(lost * 100n).toBeGreaterThan((part?.lostUnits ?? 0n) * 97n);
    // And there it ends: the allowance is used up.
    const more = await session.swapCalls(1n, { amountOutMinimum: 1n });
    expect(await session.refusal(castId("more"), more)).toMatch(/AllowanceExceeded/);
  });

  test("by swaps to and fro", async () => {
    const { weth, usdc } = tokensOf(chainOf());
    const back = { sell: usdc, buy: weth, allowance: { kind: "set", balance: usd("15000") } } as const;
    const permissions = [
      swapPermission(chainOf(), { priceFloor: floor }),
      swapPermission(chainOf(), { ...back, priceFloor: floor }),
    ];
    const session = await armDemoVault(chainOf(), { permissions });
    const there = await sellAtFloor(session, "weth", parseEther("6"));
    await movePool(2980);
    await chainOf().mine(1, (await chainOf().nowSeconds()) + 1_200n);
    const again = await sellAtFloor(session, "usdc", usd("15000"));
    const lost = [lostOf(parseEther("6"), there.fair, there.brought), lostOf(usd("15000"), again.fair, again.brought)];
    const parts = session.plan.worstLoss.parts;
    expect(parts).toHaveLength(2);
    for (const [index, part] of parts.entries()) {
      expect(lost[index] ?? 0n).toBeLessThanOrEqual(part.lostUnits);
      expect((lost[index] ?? 0n) * 100n).toBeGreaterThan(part.lostUnits * 97n);
    }
  });

  test("by an order at the floor that the keeper fills to the unit", async () => {
    const session = await armDemoVault(chainOf(), { permissions: [orderPermission(chainOf(), { priceFloor: floor })] });
    const amountIn = parseEther("4");
    const fair = await worth(at().weth, amountIn);
    const minOut = await worth(at().weth, amountIn, floor.maxLossBps);
    const order = { orderBook: at().orderBook, id: castId("order"), tokenIn: at().weth, tokenOut: at().usdc };
    const deadlineSeconds = (await chainOf().nowSeconds()) + 600n;
    await session.execute(castId("1"), buildCreateOrderCalls({ ...order, amountIn, minOut, deadlineSeconds }));
    const keeper = chainOf().wallet("keeper");
    await keeper.sendAll([
      { to: at().usdc, data: encodeMint(keeper.address, minOut) },
      { to: at().usdc, data: approveData(at().orderBook) },
      {
        to: at().orderBook,
        data: encodeFunctionData({
          abi: orderBookAbi,
          functionName: "executeOrder",
          args: [safe(), order.id, minOut],
        }),
      },
    ]);
    const { usdc } = await session.balances();
    const [part] = session.plan.worstLoss.parts;
    const lost = lostOf(amountIn, fair, usdc);
    expect(lost).toBeLessThanOrEqual(part?.lostUnits ?? 0n);
    expect(lost * 100n).toBeGreaterThan((part?.lostUnits ?? 0n) * 97n);
  });

  test("by liquidating the vault himself, again and again", async () => {
    const session = await armDemoVault(chainOf(), {
      permissions: [lendPermission(chainOf())],
      expiresAtSeconds: (await chainOf().nowSeconds()) + 400n * 86_400n,
    });
    const before = await netWorth(session);
    const pool = chainOf().deployment.lending.pool;
    const act = { pool, safe: safe() };
    await session.execute(castId("in"), [
      ...buildSupplyCalls({ ...act, token: at().weth, amount: parseEther("8") }),
      buildBorrowCall({ ...act, token: at().usdc, amount: usd("10000") }),
    ]);
    const thief = chainOf().wallet("keeper");
    await thief.sendAll([
      { to: at().usdc, data: encodeMint(thief.address, usd("20000")) },
      { to: at().usdc, data: approveData(pool) },
    ]);
    for (let round = 0; round < 8; round += 1) {
      await session.execute(castId(`out ${round}`), [
        buildWithdrawCall({ ...act, token: at().weth, amount: await mostToTakeOut() }),
      ]);
      await chainOf().mine(1, (await chainOf().nowSeconds()) + 10n * 86_400n);
      expect((await lendingAccount(chainOf(), safe())).healthFactor).toBeLessThan(10n ** 18n);
      const data = encodeFunctionData({
        abi: lendingPoolAbi,
        functionName: "liquidationCall",
        args: [at().weth, at().usdc, safe(), maxUint256, false],
      });
      await thief.send({ to: pool, data });
    }
    const lost = before - (await netWorth(session));
    const [part] = session.plan.worstLoss.parts;
    expect(lost).toBeLessThanOrEqual(part?.lostUnits ?? 0n);
    expect(lost * 100n).toBeGreaterThan((part?.lostUnits ?? 0n) * 97n);
  });
});

/** Collateral that the vault can lose and be just above the line, where interest then takes it over. */
async function mostToTakeOut(): Promise<bigint> {
  const { collateralBase, debtBase } = await lendingAccount(chainOf(), safe());
  const neededBase = (debtBase * 10_000n) / 8_250n + 2n;
  return ((collateralBase - neededBase) * 10n ** 18n) / (2980n * 10n ** 8n);
}

/** In units of USDC, at the oracle's 2980. */
async function netWorth(session: TestSession): Promise<bigint> {
  const { weth, usdc } = await session.balances();
  const { lent } = await lentAndOwed(chainOf(), at().weth, safe());
  const { owed } = await lentAndOwed(chainOf(), at().usdc, safe());
  return ((weth + lent) * 2980n) / 10n ** 12n + usdc - owed;
}

function approveData(spender: Address): Hex {
  return encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, maxUint256] });
}
