import { type Address, encodeFunctionData, type Hex, size } from "viem";
import { erc20Abi, orderBookAbi } from "./abis.ts";
import type { Call } from "./safe-tx.ts";

/** An order that a keeper settles later. Amounts in smallest units, the deadline in Unix seconds. */
export type OrderInput = {
  readonly orderBook: Address;
  /** 32 bytes, used once by each creator: an id of another creator is another order. */
  readonly id: Hex;
  readonly tokenIn: Address;
  readonly amountIn: bigint;
  readonly tokenOut: Address;
  readonly minOut: bigint;
  readonly deadlineSeconds: bigint;
};

/** Lets the order book draw exactly `amountIn`, then makes the order, which draws it into escrow. */
export function buildCreateOrderCalls(input: OrderInput): readonly Call[] {
  if (size(input.id) !== 32) throw new RangeError("an order's id has 32 bytes");
  if (input.amountIn <= 0n) throw new RangeError("amountIn must be positive");
  if (input.minOut <= 0n) throw new RangeError("an order without a least output is never sent");
  const approve = encodeFunctionData({
    abi: erc20Abi,
    functionName: "approve",
    args: [input.orderBook, input.amountIn],
  });
  const create = encodeFunctionData({
    abi: orderBookAbi,
    functionName: "createOrder",
    args: [input.id, input.tokenIn, input.amountIn, input.tokenOut, input.minOut, input.deadlineSeconds],
  });
  return [
    { to: input.tokenIn, value: 0n, data: approve },
    { to: input.orderBook, value: 0n, data: create },
  ];
}

/** Takes an order back; what it holds is refunded to its creator, the Safe. */
export function buildCancelOrderCall(orderBook: Address, creator: Address, id: Hex): Call {
  const data = encodeFunctionData({ abi: orderBookAbi, functionName: "cancelOrder", args: [creator, id] });
  return { to: orderBook, value: 0n, data };
}
