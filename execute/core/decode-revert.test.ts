import { encodeErrorResult, parseAbi } from "viem";
import { expect, test } from "vitest";
import { orderBookAbi, rolesAbi } from "./abis.ts";
import { decodeRevert } from "./decode-revert.ts";

const errorText = (text: string) =>
  encodeErrorResult({ abi: parseAbi(["error Error(string reason)"]), errorName: "Error", args: [text] });

test.each([
  [errorText("STF"), "STF"],
  [errorText("35"), "the lending market refuses it: the health factor would fall below 1 (35)"],
  [errorText("987"), "987"],
  [encodeErrorResult({ abi: orderBookAbi, errorName: "NotCancellable", args: [2] }), "the order is executed"],
  [encodeErrorResult({ abi: orderBookAbi, errorName: "DeadlinePassed", args: [7n] }), "the order's last second was 7"],
  [
    encodeErrorResult({ abi: rolesAbi, errorName: "ConditionViolation", args: [5, `0x${"0".repeat(64)}`] }),
    `the role does not allow it: OrViolation (0x${"0".repeat(64)})`,
  ],
  ["0x", "reverted without data (out of gas, or no such function)"],
  ["0x12345678", "reverted with 0x12345678"],
] as const)("%s", (data, message) => {
  expect(decodeRevert(data).message).toBe(message);
});
