import { decodeFunctionData, encodeFunctionResult, type Hex, zeroAddress } from "viem";
import { expect, test } from "vitest";
import { VaultAddress } from "../../../contracts/ids.ts";
import { safeAbi } from "../../../execute/core/abis.ts";
import type { SafeTxJson } from "../../../execute/core/safe-tx-json.ts";
import { senderIsOwner, sendSafeTx } from "./send-safe-tx.ts";
import type { Wallet } from "./wallet.ts";

const owner = "0x1111111111111111111111111111111111111111";
const site = { vault: VaultAddress.parse(`0x${"a".repeat(40)}`), chainId: 31337, owners: [owner] };
const safeTx: SafeTxJson = {
  ...{ to: owner, value: "0", data: "0x", operation: 0, safeTxGas: "0", baseGas: "0", gasPrice: "0", nonce: "3" },
  ...{ gasToken: zeroAddress, refundReceiver: zeroAddress },
};

/** A Safe of two owners that asks for so many of them, as `eth_call` reads it. */
const safeOf =
  (count: bigint) =>
  ([{ data }]: readonly [{ readonly data: Hex }]): Hex => {
    const { functionName } = decodeFunctionData({ abi: safeAbi, data });
    if (functionName === "getOwners") {
      return encodeFunctionResult({ abi: safeAbi, functionName, result: [owner, zeroAddress] });
    }
    return functionName === "getThreshold"
      ? encodeFunctionResult({ abi: safeAbi, functionName, result: count })
      : encodeFunctionResult({ abi: safeAbi, functionName: "nonce", result: 3n });
  };

function walletThat(answers: Readonly<Record<string, unknown>>) {
  const calls: string[] = [];
  const request: Wallet["provider"]["request"] = ({ method, params = [] }) => {
    calls.push(method);
    const given = answers[method];
    const answer: unknown = typeof given === "function" ? (given as (asked: unknown) => unknown)(params) : given;
    const value = Array.isArray(answer) && method === "eth_getTransactionReceipt" ? answer.shift() : answer;
    return value instanceof Error || (value as { code?: number } | null)?.code !== undefined
      ? Promise.reject(value as Error)
      : Promise.resolve(value);
  };
  return { wallet: { id: "1", name: "One", provider: { request } }, calls };
}

const well = {
  eth_requestAccounts: [owner],
  eth_chainId: "0x7a69",
  eth_call: safeOf(1n),
  eth_sendTransaction: "0xabcd",
  eth_getTransactionReceipt: [null, null, { status: "0x1" }],
};

test.each<[string, Readonly<Record<string, unknown>>, object]>([
  ["it is mined", {}, { ok: true, value: { transactionHash: "0xabcd" } }],
  ["it reverts", { eth_getTransactionReceipt: [{ status: "0x0" }] }, { ok: false, error: { code: "reverted" } }],
  ["no block ever takes it", { eth_getTransactionReceipt: [] }, { ok: false, error: { kind: "unknown" } }],
  ["its user refuses", { eth_sendTransaction: { code: 4001 } }, { ok: false, error: { detail: /refused in One/ } }],
  [
    "the Safe asks for two, and its user refuses to sign",
    { eth_call: safeOf(2n), eth_signTypedData_v4: { code: 4001 } },
    { ok: false, error: { detail: /refused in One/ } },
  ],
  ["there is no Safe", { eth_call: "0x" }, { ok: false, error: { detail: /finds no Safe/ } }],
  ["another network", { eth_chainId: "0x1" }, { ok: false, error: { kind: "wrong-network", wantedChainId: 31337 } }],
  ["no owner", { eth_requestAccounts: [zeroAddress] }, { ok: false, error: { kind: "no-owner" } }],
])("%s", async (_what, changes, expected) => {
  const { wallet, calls } = walletThat({
    ...well,
    eth_getTransactionReceipt: [null, null, { status: "0x1" }],
    ...changes,
  });
  const sent = await sendSafeTx(
    wallet,
    site,
    safeTx,
    { waitMs: () => Promise.resolve(), nowWallMs: () => 0 },
    () => {},
  );
  const { error } = expected as { error?: { detail?: RegExp } };
  if (error?.detail instanceof RegExp) {
    expect(sent).toMatchObject({ ok: false, error: { detail: expect.stringMatching(error.detail) } });
  } else expect(sent).toMatchObject(expected);
  // Whatever is refused before it: nothing is sent then.
  const mayHaveSent = !("eth_call" in changes || "eth_chainId" in changes || "eth_requestAccounts" in changes);
  expect(calls.includes("eth_sendTransaction")).toBe(mayHaveSent);
});

test("the sender as the proof: 65 bytes, the owner and a one", () => {
  expect(senderIsOwner(owner)).toBe(`0x${"0".repeat(24)}${owner.slice(2)}${"0".repeat(64)}01`);
});
