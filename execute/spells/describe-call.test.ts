import { encodeFunctionData, getAddress } from "viem";
import { expect, test } from "vitest";
import { erc20Abi, rolesAbi } from "../core/abis.ts";
import { describeCall } from "./describe-call.ts";
import { testAddresses, testSettings } from "./test-context.ts";

const { weth, safe, router } = testAddresses;
const stranger = getAddress(`0x${"f".repeat(40)}`);
const role = `0x${"1".repeat(64)}` as const;
const approve = (spender: `0x${string}`, units: bigint) =>
  encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, units] });
const assign = (isMember: boolean) =>
  encodeFunctionData({ abi: rolesAbi, functionName: "assignRoles", args: [stranger, [role], [isMember]] });

test.each([
  ["an approval", weth, approve(router, 15n * 10n ** 17n), "Let the Uniswap router draw 1.5 WETH."],
  ["an approval that is taken back", weth, approve(router, 0n), "Let the Uniswap router draw no WETH any more."],
  [
    "a spender that nobody knows, by its address",
    weth,
    approve(stranger, 1n),
    `Let ${stranger} draw 0.000000000000000001 WETH.`,
  ],
  [
    "a token that nobody knows, by its address",
    safe,
    approve(router, 7n),
    `Let the Uniswap router draw 7 units of ${safe}.`,
  ],
  ["the end of a role", safe, assign(false), `Take its role from ${stranger}.`],
  ["a role that is given", safe, assign(true), `Give ${stranger} a role.`],
  ["what it cannot read, by its bytes", safe, "0x12345678ff" as const, `Call ${safe} with 0x12345678.`],
])("%s", (_what, to, data, sentence) => {
  expect(describeCall({ to, value: 0n, data }, testSettings)).toBe(sentence);
});
