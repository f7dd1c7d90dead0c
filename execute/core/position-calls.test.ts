import { type Address, decodeFunctionData, type Hex } from "viem";
import { expect, test } from "vitest";
import { erc20Abi, lendingPoolAbi, orderBookAbi } from "./abis.ts";
import { buildBorrowCall, buildRepayCalls, buildSupplyCalls, buildWithdrawCall, wholeAmount } from "./lending-calls.ts";
import { buildCreateOrderCalls } from "./order-calls.ts";

const address = (digit: string): Address => `0x${digit.repeat(40)}` as Address;
const [pool, token, safe, book] = ["1", "2", "3", "4"].map(address) as [Address, Address, Address, Address];
const act = { pool, token, safe };
const id: Hex = `0x${"5".repeat(64)}`;
const order = { orderBook: book, id, tokenIn: token, tokenOut: safe, amountIn: 5n, minOut: 1n, deadlineSeconds: 9n };

/** Function and arguments of each call, by the contract that it goes to. */
const read = (calls: readonly { readonly to: Address; readonly data: Hex }[]) =>
  calls.map(({ to, data }) => {
    const abi = to === token ? erc20Abi : to === book ? orderBookAbi : lendingPoolAbi;
    const { functionName, args } = decodeFunctionData({ abi, data });
    return [functionName, ...(args ?? [])];
  });

test("approvals are for exactly what is drawn", () => {
  expect(read(buildSupplyCalls({ ...act, amount: 7n }))).toEqual([
    ["approve", pool, 7n],
    ["supply", token, 7n, safe, 0],
  ]);
  expect(read(buildRepayCalls({ ...act, amount: 7n }))).toEqual([
    ["approve", pool, 7n],
    ["repay", token, 7n, 2n, safe],
  ]);
  expect(read(buildCreateOrderCalls(order))).toEqual([
    ["approve", book, 5n],
    ["createOrder", id, token, 5n, safe, 1n, 9n],
  ]);
});

test("repaying everything leaves nothing approved", () => {
  expect(read(buildRepayCalls({ ...act, amount: wholeAmount, approved: 8n }))).toEqual([
    ["approve", pool, 8n],
    ["repay", token, wholeAmount, 2n, safe],
    ["approve", pool, 0n],
  ]);
});

test.each([
  ["lend nothing", () => buildSupplyCalls({ ...act, amount: 0n })],
  ["lend all, which the market does not know", () => buildSupplyCalls({ ...act, amount: wholeAmount })],
  ["borrow nothing", () => buildBorrowCall({ ...act, amount: 0n })],
  ["borrow all", () => buildBorrowCall({ ...act, amount: wholeAmount })],
  ["repay nothing", () => buildRepayCalls({ ...act, amount: 0n })],
  ["repay everything without a bound", () => buildRepayCalls({ ...act, amount: wholeAmount })],
  ["take out less than nothing", () => buildWithdrawCall({ ...act, amount: -1n })],
  ["order nothing", () => buildCreateOrderCalls({ ...order, amountIn: 0n })],
  ["order for nothing", () => buildCreateOrderCalls({ ...order, minOut: 0n })],
  ["order with a short id", () => buildCreateOrderCalls({ ...order, id: "0x55" })],
])("never: %s", (_name, build) => {
  expect(build).toThrow(RangeError);
});
