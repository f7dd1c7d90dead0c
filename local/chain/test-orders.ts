import { type Address, decodeFunctionResult, encodeFunctionData, type Hex, parseEther, parseUnits } from "viem";
import { orderBookAbi } from "../../execute/core/abis.ts";
import type { OrderPermission } from "../../execute/core/permissions/permission.ts";
import type { TestChain } from "./test-chain.ts";
import { tokensOf } from "./test-session.ts";

/** The state of an order, by the contract's own names. */
export async function orderOf(test: TestChain, creator: Address, id: Hex) {
  const query = { abi: orderBookAbi, functionName: "orders", args: [creator, id] } as const;
  const { orderBook } = test.deployment.addresses;
  const data = await test.wallet("relayer").call(orderBook, encodeFunctionData(query));
  const [status, deadline, , , amountIn, minOut, amountOut] = decodeFunctionResult({ ...query, data });
  const names = ["none", "open", "executed", "cancelled", "frozen"] as const;
  return { status: names[status], deadline, amountIn, minOut, amountOut };
}

/** Dollars as units of the local chain's USDC. */
export const usd = (amount: string): bigint => parseUnits(amount, 6);

/** May order to sell 4 WETH, each order for half an hour, unless told otherwise. */
export function orderPermission(test: TestChain, change: Partial<OrderPermission> = {}): OrderPermission {
  const { weth, usdc } = tokensOf(test);
  return {
    kind: "order",
    sell: weth,
    buy: usdc,
    allowance: { kind: "set", balance: parseEther("4") },
    priceFloor: { windowSeconds: 600, maxLossBps: 100 },
    maxLifeSeconds: 1_800,
    ...change,
  };
}
