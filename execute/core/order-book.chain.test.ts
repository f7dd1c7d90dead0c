import { encodeFunctionData, type Hex, keccak256, parseEther, stringToHex } from "viem";
import { beforeEach, describe, expect, test } from "vitest";
import { encodeDeposit, encodeMint } from "../../local/chain/deploy-world.ts";
import type { LocalWallet } from "../../local/chain/local-wallet.ts";
import { type KeeperBehaviour, tendOrders } from "../../local/chain/order-keeper.ts";
import { movePoolPrice } from "../../local/chain/pool-keeper.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { orderOf, usd } from "../../local/chain/test-orders.ts";
import { createChain } from "../adapters/chain.ts";
import { orderBookAbi } from "./abis.ts";
import { buildCancelOrderCall, buildCreateOrderCalls, type OrderInput } from "./order-calls.ts";

const chainOf = provideTestChain();
const [idA, idB]: [Hex, Hex] = [keccak256(stringToHex("a")), keccak256(stringToHex("b"))];
const oneEther = parseEther("1");
let owner: LocalWallet;
let deadline = 0n;

const at = () => chainOf().deployment.addresses;
const order = (change: Partial<OrderInput> = {}): OrderInput => ({
  orderBook: at().orderBook,
  id: idA,
  tokenIn: at().weth,
  amountIn: oneEther,
  tokenOut: at().usdc,
  minOut: usd("2900"),
  deadlineSeconds: deadline,
  ...change,
});
const create = async (change: Partial<OrderInput> = {}, from: LocalWallet = owner) => {
  const receipts = await from.sendAll(buildCreateOrderCalls(order(change)), "allow-revert");
  return receipts.at(-1)?.status;
};
const cancel = async (from: LocalWallet, creator = owner.address) =>
  (await from.send(buildCancelOrderCall(at().orderBook, creator, idA), "allow-revert")).status;
const asKeeper = async (
  functionName: "executeOrder" | "freezeOrder",
  from: LocalWallet,
  amountOut = usd("2900"),
): Promise<string> => {
  const common = { abi: orderBookAbi } as const;
  const data =
    functionName === "executeOrder"
      ? encodeFunctionData({ ...common, functionName, args: [owner.address, idA, amountOut] })
      : encodeFunctionData({ ...common, functionName, args: [owner.address, idA] });
  return (await from.send({ to: at().orderBook, data, gas: 400_000n }, "allow-revert")).status;
};
const tend = (behaviour: KeeperBehaviour) => tendOrders(chainOf().wallet("keeper"), chainOf().deployment, behaviour);
const held = async (account = owner.address) => {
  const chain = createChain({ rpcUrls: [chainOf().rpcUrl], chainId: 31337 });
  const read = await chain.erc20Balances([at().weth, at().usdc], account);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};
const statusOf = async () => (await orderOf(chainOf(), owner.address, idA)).status;

beforeEach(async () => {
  owner = chainOf().wallet("owner");
  deadline = (await chainOf().nowSeconds()) + 600n;
  await owner.send({ to: at().weth, data: encodeDeposit(), value: 2n * oneEther });
});

describe("an order", () => {
  test("takes what it sells into escrow, and its output goes to its creator", async () => {
    expect(await create()).toBe("success");
    expect(await held()).toEqual([oneEther, 0n]);
    expect(await held(at().orderBook)).toEqual([oneEther, 0n]);
    expect(await tend("prompt")).toEqual({ executed: [idA], frozen: [] });
    // At the pool's price, which is above the least output.
    const { status, amountOut } = await orderOf(chainOf(), owner.address, idA);
    expect(status).toBe("executed");
    expect(amountOut).toBeGreaterThan(usd("2979.9"));
    expect(await held()).toEqual([oneEther, amountOut]);
    expect(await held(at().orderBook)).toEqual([0n, 0n]);
    expect(await tend("prompt")).toEqual({ executed: [], frozen: [] });
    expect([await cancel(owner), await create()]).toEqual(["reverted", "reverted"]);
  });

  test("of one creator is not in the way of another's with the same id", async () => {
    const keeper = chainOf().wallet("keeper");
    await keeper.send({ to: at().weth, data: encodeDeposit(), value: oneEther });
    expect(await create({}, keeper)).toBe("success");
    expect(await create()).toBe("success");
    expect(await create({ id: idB })).toBe("success");
    expect(await create()).toBe("reverted");
  });

  test.each([
    ["for the same token", () => ({ tokenOut: at().weth }), "reverted"],
    ["of a token that is no contract", () => ({ tokenIn: owner.address }), "reverted"],
    ["with more than there is", () => ({ amountIn: parseEther("3") }), "reverted"],
    ["with a deadline that has passed", () => ({ deadlineSeconds: 1n }), "reverted"],
    ["with all that there is", () => ({ amountIn: 2n * oneEther }), "success"],
  ] as const)("%s: %s", async (_name, change, status) => {
    expect(await create(change())).toBe(status);
  });
});

describe("its creator", () => {
  test("can take it back while it is open, and nobody else before its deadline", async () => {
    await create();
    expect(await cancel(chainOf().wallet("relayer"))).toBe("reverted");
    expect(await cancel(chainOf().wallet("keeper"))).toBe("reverted");
    expect(await cancel(owner)).toBe("success");
    expect(await held()).toEqual([2n * oneEther, 0n]);
    expect(await statusOf()).toBe("cancelled");
    expect([await cancel(owner), await asKeeper("executeOrder", chainOf().wallet("keeper"))]).toEqual([
      "reverted",
      "reverted",
    ]);
  });

  test("is refunded by anyone once the deadline has passed", async () => {
    await create();
    await chainOf().mine(1, deadline);
    expect(await cancel(chainOf().wallet("relayer"))).toBe("success");
    expect(await held()).toEqual([2n * oneEther, 0n]);
    expect((await held(chainOf().wallet("relayer").address))[0]).toBe(0n);
  });

  test("can take a frozen one back only after its deadline, and nobody else can", async () => {
    await create();
    expect(await tend("freezes")).toEqual({ executed: [], frozen: [idA] });
    expect(await statusOf()).toBe("frozen");
    expect(await cancel(owner)).toBe("reverted");
    expect(await asKeeper("executeOrder", chainOf().wallet("keeper"))).toBe("reverted");
    await chainOf().mine(1, deadline);
    expect(await cancel(chainOf().wallet("relayer"))).toBe("reverted");
    expect(await cancel(owner)).toBe("success");
    expect(await held()).toEqual([2n * oneEther, 0n]);
  });
});

describe("the keeper", () => {
  test("alone executes and freezes, for at least the least output, before the deadline", async () => {
    await create();
    const keeper = chainOf().wallet("keeper");
    for (const wallet of [owner, keeper]) {
      await wallet.send({ to: at().usdc, data: encodeMint(wallet.address, usd("3000")) });
      const approve = buildCreateOrderCalls(order({ tokenIn: at().usdc, amountIn: usd("3000") }))[0];
      if (approve !== undefined) await wallet.send(approve);
    }
    expect(await asKeeper("executeOrder", owner)).toBe("reverted");
    expect(await asKeeper("freezeOrder", owner)).toBe("reverted");
    expect(await asKeeper("executeOrder", keeper, usd("2900") - 1n)).toBe("reverted");
    await chainOf().mine(1, deadline);
    expect(await asKeeper("executeOrder", keeper)).toBe("reverted");
    expect(await statusOf()).toBe("open");
  });

  test("pays its last second", async () => {
    await create();
    const keeper = chainOf().wallet("keeper");
    await keeper.send({ to: at().usdc, data: encodeMint(keeper.address, usd("3000")) });
    const [approve] = buildCreateOrderCalls(order({ tokenIn: at().usdc, amountIn: usd("3000") }));
    if (approve !== undefined) await keeper.send(approve);
    await chainOf().mine(1, deadline - 1n);
    expect(await asKeeper("executeOrder", keeper)).toBe("success");
  });

  test("may be late, may never come, and leaves what the price does not pay for", async () => {
    await create({ minOut: usd("2990") });
    expect(await tend("absent")).toEqual({ executed: [], frozen: [] });
    expect(await tend("prompt")).toEqual({ executed: [], frozen: [] });
    await movePoolPrice({
      rpcUrl: chainOf().rpcUrl,
      deployment: chainOf().deployment,
      keeperAccount: chainOf().accounts.keeper,
      priceUsd: "3000",
      nextBlock: () => chainOf().mine(),
    });
    expect((await tend({ lateBlocks: 20 })).executed).toEqual([]);
    await chainOf().mine(20);
    expect((await tend({ lateBlocks: 20 })).executed).toEqual([idA]);
    expect((await orderOf(chainOf(), owner.address, idA)).amountOut).toBeGreaterThan(usd("2999.9"));
  });
});
