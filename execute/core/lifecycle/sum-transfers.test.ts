import { type Address, encodeAbiParameters, encodeEventTopics, type Hex, parseAbi } from "viem";
import { expect, test } from "vitest";
import { sumTransfers } from "./sum-transfers.ts";

const abi = parseAbi([
  "event Transfer(address indexed from, address indexed to, uint256 amount)",
  "event Approval(address indexed owner, address indexed spender, uint256 amount)",
]);
const addressOf = (digit: string): Address => `0x${digit.repeat(40)}`;
const [safe, pool, weth, usdc, other] = ["a", "b", "c", "d", "e"].map(addressOf) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
const log = (eventName: "Transfer" | "Approval", address: Address, from: Address, to: Address, amount: bigint) => ({
  address,
  topics: encodeEventTopics({
    abi,
    eventName,
    args: eventName === "Transfer" ? { from, to } : { owner: from, spender: to },
  } as never) as Hex[],
  data: encodeAbiParameters([{ type: "uint256" }], [amount]),
});

test("in and out of the account, of the tokens asked for; approvals, other accounts and other tokens are nothing", () => {
  const logs = [
    log("Approval", weth, safe, pool, 99n),
    log("Transfer", weth, safe, pool, 7n),
    log("Transfer", weth, pool, safe, 2n),
    log("Transfer", usdc, pool, safe, 30n),
    log("Transfer", usdc, pool, addressOf("f"), 500n),
    log("Transfer", other, safe, pool, 1n),
    { address: weth, topics: [], data: "0x" as const },
  ];
  expect([...sumTransfers(logs, safe.toUpperCase().replace("0X", "0x") as Address, [weth, usdc])]).toEqual([
    [weth, -5n],
    [usdc, 30n],
  ]);
});

test("a token that did not move is not there", () => {
  expect(sumTransfers([log("Transfer", usdc, pool, addressOf("f"), 5n)], safe, [weth, usdc]).size).toBe(0);
});
