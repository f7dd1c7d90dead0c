import { type Address, encodeFunctionData, type Hex } from "viem";
import { erc20Abi, lendingPoolAbi } from "./abis.ts";
import type { Call } from "./safe-tx.ts";

/** One act in an Aave v3 market, always in the Safe's own name. Amounts in smallest units. */
export type LendingInput = {
  readonly pool: Address;
  readonly token: Address;
  readonly amount: bigint;
  readonly safe: Address;
};

/** With `repay` and `withdraw`: all of it, as the market counts it in the block that executes. */
export const wholeAmount = 2n ** 256n - 1n;

/** Lets the pool draw exactly the amount, then lends it. */
export function buildSupplyCalls(input: LendingInput): readonly Call[] {
  assertAmount(input);
  const args = [input.token, input.amount, input.safe, noReferral] as const;
  return [approve(input), call(input, encodeFunctionData({ abi: lendingPoolAbi, functionName: "supply", args }))];
}

/** Borrows at the variable rate, into the Safe. */
export function buildBorrowCall(input: LendingInput): Call {
  assertAmount(input);
  const args = [input.token, input.amount, variableRate, noReferral, input.safe] as const;
  return call(input, encodeFunctionData({ abi: lendingPoolAbi, functionName: "borrow", args }));
}

/**
 * Pays a debt back. With `wholeAmount` the debt is paid to its last unit: `approved` is then the most that may be
 * drawn for it, which has to cover the interest up to the block that executes; what is not drawn is taken back.
 */
export function buildRepayCalls(input: LendingInput & { readonly approved?: bigint }): readonly Call[] {
  if (input.amount !== wholeAmount) assertAmount(input);
  if (input.amount === wholeAmount && (input.approved === undefined || input.approved <= 0n)) {
    throw new RangeError("repaying the whole debt needs the most that may be drawn");
  }
  const args = [input.token, input.amount, variableRate, input.safe] as const;
  const repay = call(input, encodeFunctionData({ abi: lendingPoolAbi, functionName: "repay", args }));
  if (input.amount !== wholeAmount) return [approve(input), repay];
  return [approve({ ...input, amount: input.approved ?? 0n }), repay, approve({ ...input, amount: 0n })];
}

/** Takes what was lent back into the Safe. */
export function buildWithdrawCall(input: LendingInput): Call {
  if (input.amount !== wholeAmount) assertAmount(input);
  const args = [input.token, input.amount, input.safe] as const;
  return call(input, encodeFunctionData({ abi: lendingPoolAbi, functionName: "withdraw", args }));
}

const variableRate = 2n;
const noReferral = 0;

const call = ({ pool }: LendingInput, data: Hex): Call => ({ to: pool, value: 0n, data });

function approve({ token, pool, amount }: LendingInput): Call {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [pool, amount] });
  return { to: token, value: 0n, data };
}

function assertAmount({ amount }: LendingInput): void {
  if (amount <= 0n || amount >= 2n ** 128n) throw new RangeError("amount must be positive and below 2^128");
}
