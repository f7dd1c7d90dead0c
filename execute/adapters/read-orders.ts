import type { Address, Hex } from "viem";
import type { CastOrder } from "../../contracts/cast.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { orderBookAbi } from "../core/abis.ts";
import { type OrderState, orderStatuses } from "../core/positions/order-state.ts";
import { badAnswer, type JsonRpc } from "./json-rpc.ts";
import { type AtBlock, type ReadError, readContract } from "./read-contract.ts";

/** The reads of `createChain` that concern the order book. */
export const orderReads = (rpc: JsonRpc) => ({
  order: (book: Address, creator: Address, id: Hex, at: AtBlock = "latest") =>
    readOrder(rpc, book, { creator, id }, at),
});

/** An order of one creator at one block. */
export async function readOrder(
  rpc: JsonRpc,
  book: Address,
  order: { readonly creator: Address; readonly id: Hex },
  at: AtBlock,
): Promise<Result<OrderState, ReadError>> {
  const args = [order.creator, order.id] as const;
  const read = await readContract(rpc, { address: book, abi: orderBookAbi, functionName: "orders", args }, at);
  if (!read.ok) return read;
  const [code, deadlineSeconds, sell, buy, amountIn, minOut, amountOut] = read.value;
  const status = orderStatuses[code];
  if (status === undefined) return badAnswer(`orders: there is no status ${code}`);
  return ok({ id: order.id, status, sell, buy, amountIn, minOut, amountOut, deadlineSeconds });
}

/** As a cast names its order. Null where the book knows none: then the cast has created none yet. */
export const toCastOrder = ({ id, status }: OrderState): CastOrder | null =>
  status === "none" ? null : { id, status };
