import { type Address, encodeFunctionData } from "viem";
import { erc20Abi, swapRouterAbi } from "./abis.ts";
import { quoteAtSqrtX96 } from "./pool-price.ts";
import type { Call } from "./safe-tx.ts";

/** An exact-input swap through one Uniswap v3 pool. Amounts in smallest units, the deadline in Unix seconds. */
export type SwapInput = {
  readonly router: Address;
  readonly tokenIn: Address;
  readonly tokenOut: Address;
  /** Pool fee in hundredths of a basis point: 3000 is 0.3 %. */
  readonly feePips: number;
  readonly recipient: Address;
  readonly amountIn: bigint;
  readonly amountOutMinimum: bigint;
  readonly deadlineSeconds: bigint;
};

/** Lets the router draw exactly `amountIn`, then swaps it. Nothing of the approval is left afterwards. */
export function buildSwapCalls(input: SwapInput): readonly Call[] {
  if (input.amountIn <= 0n) throw new RangeError("amountIn must be positive");
  if (input.amountOutMinimum <= 0n) throw new RangeError("a swap without a least output is never sent");
  const approve = encodeFunctionData({
    abi: erc20Abi,
    functionName: "approve",
    args: [input.router, input.amountIn],
  });
  const swap = encodeFunctionData({
    abi: swapRouterAbi,
    functionName: "exactInputSingle",
    args: [
      {
        tokenIn: input.tokenIn,
        tokenOut: input.tokenOut,
        fee: input.feePips,
        recipient: input.recipient,
        deadline: input.deadlineSeconds,
        amountIn: input.amountIn,
        amountOutMinimum: input.amountOutMinimum,
        sqrtPriceLimitX96: 0n,
      },
    ],
  });
  return [
    { to: input.tokenIn, value: 0n, data: approve },
    { to: input.router, value: 0n, data: swap },
  ];
}

/**
 * Least output to accept: the worth of `amountIn` at the pool's price, less the pool's fee, less `slippageBps`
 * (which has to cover the swap's own price impact too). Rounded down at each step.
 */
export function minimumOut(input: {
  readonly amountIn: bigint;
  readonly sqrtPriceX96: bigint;
  readonly tokenInIsToken0: boolean;
  readonly feePips: number;
  readonly slippageBps: number;
}): bigint {
  const { slippageBps, feePips } = input;
  if (!Number.isInteger(slippageBps) || slippageBps < 0 || slippageBps > 10_000) {
    throw new RangeError("slippageBps must be a whole number from 0 to 10000");
  }
  const worth = quoteAtSqrtX96(input.amountIn, input.sqrtPriceX96, input.tokenInIsToken0);
  const afterFee = (worth * BigInt(1_000_000 - feePips)) / 1_000_000n;
  return (afterFee * BigInt(10_000 - slippageBps)) / 10_000n;
}
