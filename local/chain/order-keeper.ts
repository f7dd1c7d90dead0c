import {
  type Address,
  decodeEventLog,
  decodeFunctionResult,
  encodeEventTopics,
  encodeFunctionData,
  type Hex,
  maxUint256,
} from "viem";
import { z } from "zod";
import { erc20Abi, orderBookAbi, poolAbi } from "../../execute/core/abis.ts";
import { quoteAtSqrtX96 } from "../../execute/core/pool-price.ts";
import { encodeDeposit, encodeMint } from "./deploy-world.ts";
import type { Deployment } from "./deployment.ts";
import type { LocalWallet, OutgoingTx } from "./local-wallet.ts";
import { readHead } from "./mine-block.ts";

/** What the keeper of the local order book does with an order: at once, so many blocks late, nothing, or freeze it. */
export type KeeperBehaviour = "prompt" | { readonly lateBlocks: number } | "absent" | "freezes";

/** What it did in one look: the ids. */
export type KeeperTurn = { readonly executed: readonly Hex[]; readonly frozen: readonly Hex[] };

/**
 * One look at the open orders, to be called once per block. It pays what the pool's price makes the order worth,
 * from tokens that it makes itself, and leaves an order open whose least output is more than that, or whose deadline
 * has passed.
 */
export async function tendOrders(
  keeper: LocalWallet,
  deployment: Deployment,
  behaviour: KeeperBehaviour,
): Promise<KeeperTurn> {
  if (behaviour === "absent") return { executed: [], frozen: [] };
  const { orderBook } = deployment.addresses;
  const head = await readHead(keeper.rpc);
  const lateBlocks = typeof behaviour === "object" ? BigInt(behaviour.lateBlocks) : 0n;
  const due = (await listOrders(keeper, orderBook)).filter(({ block }) => head.number >= block + lateBlocks);
  const executed: Hex[] = [];
  const frozen: Hex[] = [];
  for (const { creator, id } of due) {
    const order = await readOrder(keeper, orderBook, creator, id);
    if (order.status !== openStatus) continue;
    if (behaviour === "freezes") {
      const data = encodeFunctionData({ abi: orderBookAbi, functionName: "freezeOrder", args: [creator, id] });
      await keeper.send({ to: orderBook, data, gas: 100_000n });
      frozen.push(id);
      continue;
    }
    const amountOut = await worthAtPool(keeper, deployment, order.tokenIn, order.amountIn);
    if (amountOut < order.minOut || head.timestamp > order.deadline) continue;
    const args = [creator, id, amountOut] as const;
    const execute = {
      to: orderBook,
      data: encodeFunctionData({ abi: orderBookAbi, functionName: "executeOrder", args }),
      gas: 300_000n,
    };
    const receipts = await keeper.sendAll(
      [...provide(deployment, order.tokenOut, amountOut, keeper.address), execute],
      "allow-revert",
    );
    // Its creator can cancel an order between the look and the block.
    if (receipts.at(-1)?.status === "success") executed.push(id);
  }
  return { executed, frozen };
}

/** Every order that was ever made, oldest first. */
async function listOrders(keeper: LocalWallet, orderBook: Address) {
  const topics = encodeEventTopics({ abi: orderBookAbi, eventName: "OrderCreated" });
  const logs = Logs.parse(await keeper.rpc("eth_getLogs", [{ address: orderBook, fromBlock: "0x0", topics }]));
  return logs.map(({ topics: [signature = "0x", ...indexed], data, blockNumber }) => {
    const { args } = decodeEventLog({
      abi: orderBookAbi,
      eventName: "OrderCreated",
      topics: [signature, ...indexed],
      data,
    });
    return { creator: args.creator, id: args.id, block: BigInt(blockNumber) };
  });
}

async function readOrder(keeper: LocalWallet, orderBook: Address, creator: Address, id: Hex) {
  const query = { abi: orderBookAbi, functionName: "orders", args: [creator, id] } as const;
  const data = await keeper.call(orderBook, encodeFunctionData(query));
  const [status, deadline, tokenIn, tokenOut, amountIn, minOut] = decodeFunctionResult({ ...query, data });
  return { status, deadline, tokenIn, tokenOut, amountIn, minOut };
}

async function worthAtPool(keeper: LocalWallet, { addresses }: Deployment, tokenIn: Address, amountIn: bigint) {
  const { pool, weth, usdc } = addresses;
  const data = await keeper.call(pool, encodeFunctionData({ abi: poolAbi, functionName: "slot0" }));
  const [sqrtPriceX96] = decodeFunctionResult({ abi: poolAbi, functionName: "slot0", data });
  const other = tokenIn.toLowerCase() === weth.toLowerCase() ? usdc : weth;
  return quoteAtSqrtX96(amountIn, sqrtPriceX96, BigInt(tokenIn) < BigInt(other));
}

/** What the keeper pays with: it wraps its ether, and mints the dollar token. */
function provide(
  { addresses: { weth, orderBook } }: Deployment,
  token: Address,
  amount: bigint,
  keeper: Address,
): readonly OutgoingTx[] {
  const isWeth = token.toLowerCase() === weth.toLowerCase();
  const make = isWeth ? { data: encodeDeposit(), value: amount } : { data: encodeMint(keeper, amount) };
  const args = [orderBook, maxUint256] as const;
  const approve = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args });
  return [
    { to: token, ...make, gas: 150_000n },
    { to: token, data: approve, gas: 100_000n },
  ];
}

const openStatus = 1;
const HexText = z.custom<Hex>((value) => typeof value === "string" && value.startsWith("0x"), "expected hex");
const Logs = z.array(z.object({ topics: z.tuple([HexText]).rest(HexText), data: HexText, blockNumber: HexText }));
