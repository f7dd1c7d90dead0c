import {
  type Address,
  concatHex,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  numberToHex,
  parseEther,
  zeroHash,
} from "viem";
import { describe, expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { usd } from "../../local/chain/test-orders.ts";
import { expiryConditionAbi } from "./abis.ts";
import { buildCreateOrderCalls } from "./order-calls.ts";

const chainOf = provideTestChain();
const at = () => chainOf().deployment.addresses;

/** What a condition says in the newest block. */
async function check(condition: Address, data: Hex, extra: Hex): Promise<readonly [boolean, Hex]> {
  const args = [condition, 0n, data, 0, 0n, 32n, extra] as const;
  const query = { abi: expiryConditionAbi, functionName: "check" } as const;
  const answer = await chainOf()
    .wallet("relayer")
    .call(condition, encodeFunctionData({ ...query, args }));
  return decodeFunctionResult({ ...query, data: answer });
}

describe("the end of a permission", () => {
  test.each([
    [-1n, false],
    [0n, true],
    [1n, true],
    [2n ** 32n, true],
  ] as const)("%s seconds from now: %s", async (ahead, expected) => {
    const end = (await chainOf().nowSeconds()) + ahead;
    const extra = concatHex([numberToHex(end, { size: 8 }), "0x00000000"]);
    const [allowed, reason] = await check(at().expiryCondition, "0x", extra);
    expect([allowed, BigInt(reason)]).toEqual([expected, end]);
  });
});

describe("what an order must bring", () => {
  const extra = concatHex([
    numberToHex(600, { size: 4 }),
    numberToHex(100, { size: 2 }),
    numberToHex(900, { size: 4 }),
    "0x0000",
  ]);
  const orderData = async (minOut: bigint, life: bigint) => {
    const [, order] = buildCreateOrderCalls({
      orderBook: at().orderBook,
      id: zeroHash,
      tokenIn: at().weth,
      amountIn: parseEther("1"),
      tokenOut: at().usdc,
      minOut,
      deadlineSeconds: (await chainOf().nowSeconds()) + life,
    });
    return order?.data ?? "0x";
  };

  test("is the mean price less the loss, to the unit, and it says so", async () => {
    const [allowed, reason] = await check(at().leastOrderOutput, await orderData(usd("2900"), 900n), extra);
    expect(allowed).toBe(false);
    const least = BigInt(reason);
    expect(Number(least) / 1e6).toBeCloseTo(2980 * 0.99, 0);
    expect(await check(at().leastOrderOutput, await orderData(least, 900n), extra)).toEqual([true, reason]);
    expect(await check(at().leastOrderOutput, await orderData(least - 1n, 900n), extra)).toEqual([false, reason]);
  });

  test("holds for as long as an order may stand, and no second longer", async () => {
    expect((await check(at().leastOrderOutput, await orderData(usd("3000"), 900n), extra))[0]).toBe(true);
    const longer = await check(at().leastOrderOutput, await orderData(usd("3000"), 901n), extra);
    expect(longer).toEqual([false, zeroHash]);
  });
});
