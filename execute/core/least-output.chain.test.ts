import { parseEther, parseUnits } from "viem";
import { expect, test } from "vitest";
import { movePoolPrice } from "../../local/chain/pool-keeper.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { createJsonRpc } from "../adapters/json-rpc.ts";
import { readContract } from "../adapters/read-contract.ts";
import { leastOutputAbi } from "./abis.ts";

const chainOf = provideTestChain();

async function leastOutput(
  token: "weth" | "usdc" | "pool",
  amountIn: bigint,
  windowSeconds: number,
  maxLossBps: number,
) {
  const { addresses } = chainOf().deployment;
  const rpc = createJsonRpc({ rpcUrl: chainOf().rpcUrl, timeoutMs: 5_000 });
  const read = await readContract(
    rpc,
    {
      address: addresses.leastOutput,
      abi: leastOutputAbi,
      functionName: "leastOutput",
      args: [addresses[token], amountIn, windowSeconds, maxLossBps],
    },
    "latest",
  );
  return read.ok ? read.value : read.error.message;
}

test.each(["12.5", "2980", "64000"])("at %s dollars, both ways round", async (price) => {
  const chain = chainOf();
  await movePoolPrice({
    rpcUrl: chain.rpcUrl,
    deployment: chain.deployment,
    keeperAccount: chain.accounts.keeper,
    priceUsd: price,
    nextBlock: () => chain.mine(),
  });
  await chain.mine(1, (await chain.nowSeconds()) + 600n);
  const dollars = Number(await leastOutput("weth", parseEther("1"), 600, 0)) / 1e6;
  expect(dollars / Number(price)).toBeCloseTo(1, 3);
  expect(Number(await leastOutput("weth", parseEther("1"), 600, 500)) / 1e6 / dollars).toBeCloseTo(0.95, 5);
  const ether = Number(await leastOutput("usdc", parseUnits(price, 6), 600, 0)) / 1e18;
  expect(ether).toBeCloseTo(1, 3);
});

test.each([
  ["a token that the pool has not", "pool", 1n, 600, 0, /reverted with 0x/],
  ["an amount out of range", "weth", 2n ** 128n, 600, 0, /OutOfRange/],
  ["a window of no length", "weth", 1n, 0, 0, /OutOfRange/],
  ["more than all as loss", "weth", 1n, 600, 10_001, /OutOfRange/],
  ["a window before the pool's first day", "weth", 1n, 100 * 86_400, 0, /OLD/],
] as const)("refuses %s", async (_name, token, amount, window, loss, message) => {
  expect(await leastOutput(token, amount, window, loss)).toMatch(message);
});

test("the largest amount does not overflow", async () => {
  expect(typeof (await leastOutput("usdc", 2n ** 128n - 1n, 600, 0))).toBe("bigint");
});
