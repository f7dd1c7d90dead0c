import { encodeFunctionData, getAddress, type Hex, parseAbi } from "viem";
import { expect, test } from "vitest";
import { erc20Abi, safeAbi, swapRouterAbi } from "../../../../../execute/core/abis.ts";
import { encodeMultiSend } from "../../../../../execute/core/safe-tx.ts";
import { txRequest } from "../../../owner/co-sign/test-request.ts";
import { describeSafeCall, listCalls } from "./describe-safe-calls.ts";

const [safe, token, who] = ["a", "b", "c"].map((digit) => getAddress(`0x${digit.repeat(40)}`)) as [Hex, Hex, Hex];
const weth = { token: token.toLowerCase(), symbol: "WETH", decimals: 18 };
const own = parseAbi([
  "function addOwnerWithThreshold(address owner, uint256 threshold)",
  "function removeOwner(address prevOwner, address owner, uint256 threshold)",
  "function swapOwner(address prevOwner, address oldOwner, address newOwner)",
  "function changeThreshold(uint256 threshold)",
  "function setGuard(address guard)",
]);
const transfer = (units: bigint) => encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [who, units] });
const approve = (units: bigint) => encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [who, units] });
const swap = encodeFunctionData({
  abi: swapRouterAbi,
  functionName: "exactInputSingle",
  args: [
    {
      ...{ tokenIn: token, tokenOut: token, fee: 500, recipient: who, deadline: 1n },
      ...{ amountIn: 7n, amountOutMinimum: 0n, sqrtPriceLimitX96: 0n },
    },
  ],
});

test.each<[what: string, to: Hex, value: bigint, data: Hex, words: string | RegExp]>([
  ["ether", who, 15n * 10n ** 17n, "0x", `Send 1.5 ETH to ${who}.`],
  ["nothing", safe, 0n, "0x", "Nothing is done: it only uses up its number."],
  ["a transfer", token, 0n, transfer(5n * 10n ** 17n), `Send 0.5 WETH to ${who}.`],
  [
    "a transfer of what nobody knows",
    who,
    0n,
    transfer(5n),
    `Send 5 of the smallest units of the token ${who} to ${who}.`,
  ],
  ["an approval", token, 0n, approve(10n ** 18n), `Let ${who} draw up to 1 WETH from this Safe.`],
  ["its end", token, 0n, approve(0n), `${who} can draw no WETH from this Safe any more.`],
  ["with ether", token, 10n ** 18n, approve(0n), /It sends 1 ETH with it\.$/],
  [
    "an owner more",
    safe,
    0n,
    encodeFunctionData({ abi: own, functionName: "addOwnerWithThreshold", args: [who, 2n] }),
    `Make ${who} an owner of this Safe; from then on it asks for 2 of its owners.`,
  ],
  [
    "an owner less",
    safe,
    0n,
    encodeFunctionData({ abi: own, functionName: "removeOwner", args: [token, who, 1n] }),
    `${who} is no owner of this Safe any more; from then on it asks for 1 of its owners.`,
  ],
  [
    "another owner",
    safe,
    0n,
    encodeFunctionData({ abi: own, functionName: "swapOwner", args: [safe, token, who] }),
    `${who} takes the place of the owner ${token}.`,
  ],
  [
    "a threshold",
    safe,
    0n,
    encodeFunctionData({ abi: own, functionName: "changeThreshold", args: [1n] }),
    "From then on this Safe asks for 1 of its owners.",
  ],
  [
    "a module",
    safe,
    0n,
    encodeFunctionData({ abi: safeAbi, functionName: "enableModule", args: [who] }),
    `Let the module ${who} act for this Safe without its owners, within that module's own rules.`,
  ],
  [
    "the same at another Safe is no setting of this one",
    who,
    0n,
    encodeFunctionData({ abi: own, functionName: "changeThreshold", args: [1n] }),
    `At ${who}: changeThreshold(1).`,
  ],
  ["a swap: who gets it is not left out", token, 0n, swap, new RegExp(`exactInputSingle\\(.*"recipient":"${who}"`)],
  [
    "what nobody can read",
    who,
    0n,
    "0x12345678ff",
    `Call ${who} in a way that this page cannot read: 0x12345678, 5 bytes.`,
  ],
])("%s", (_what, to, value, data, words) => {
  const said = describeSafeCall({ to, value, data }, safe.toLowerCase(), [weth]);
  if (typeof words === "string") expect(said).toBe(words);
  else expect(said).toMatch(words);
});

const calls = [
  { to: token, value: 0n, data: transfer(1n) },
  { to: who, value: 9n, data: "0x" as const },
];
const batch = encodeMultiSend(calls);
test.each([
  ["one call", txRequest({ to: who, value: "9" }).safeTx, [calls[1]]],
  ["a batch", txRequest({ operation: 1, data: batch }).safeTx, calls],
  [
    "a batch that was cut",
    txRequest({ operation: 1, data: `${batch.slice(0, 138)}${"f".repeat(64)}` as Hex }).safeTx,
    undefined,
  ],
  [
    "an empty one",
    txRequest({
      operation: 1,
      data: encodeFunctionData({ abi: parseAbi(["function multiSend(bytes)"]), args: ["0x"] }),
    }).safeTx,
    undefined,
  ],
  [
    "one with a delegate call in it",
    txRequest({
      operation: 1,
      data: batch.replace(`00${weth.token.slice(2)}`, `01${weth.token.slice(2)}`) as Hex,
    }).safeTx,
    undefined,
  ],
  ["no batch at all", txRequest({ operation: 1, data: "0x12345678" }).safeTx, undefined],
])("lists the calls of %s", (_what, safeTx, expected) => {
  expect(listCalls(safeTx)).toEqual(expected);
});
