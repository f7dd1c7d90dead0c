import { decodeFunctionData, type Hex, hashTypedData, size, slice } from "viem";
import { describe, expect, test } from "vitest";
import { castGuardAbi, multiSendAbi, rolesAbi, safeAbi, swapRouterAbi } from "./abis.ts";
import { accruedAllowance } from "./accrued-allowance.ts";
import { buildCastBatch, encodeSubmission, moduleTxTypedData } from "./cast-batch.ts";
import { decodeRevert } from "./decode-revert.ts";
import {
  buildSafeBatch,
  buildVoidingSafeTx,
  encodeExecTransaction,
  encodeMultiSend,
  joinSignatures,
  safeTxTypedData,
} from "./safe-tx.ts";
import { buildSwapCalls } from "./swap-calls.ts";

const [a, b, c]: readonly [Hex, Hex, Hex] = [`0x${"aa".repeat(20)}`, `0x${"bb".repeat(20)}`, `0x${"cc".repeat(20)}`];
const id: Hex = `0x${"11".repeat(32)}`;
const roleKey: Hex = `0x${"22".repeat(32)}`;

/** Reads a packed batch back: operation, target, value and data of each call. */
function unpack(data: Hex) {
  const [packed] = decodeFunctionData({ abi: multiSendAbi, data }).args;
  const calls: { operation: number; to: Hex; value: bigint; data: Hex }[] = [];
  for (let at = 0; at < size(packed); ) {
    const length = Number(BigInt(slice(packed, at + 53, at + 85)));
    calls.push({
      operation: Number(slice(packed, at, at + 1)),
      to: slice(packed, at + 1, at + 21),
      value: BigInt(slice(packed, at + 21, at + 53)),
      data: length === 0 ? "0x" : slice(packed, at + 85, at + 85 + length),
    });
    at += 85 + length;
  }
  return calls;
}

describe("batches", () => {
  test("calls are packed one after the other, as plain calls", () => {
    const calls = [
      { to: a, value: 0n, data: "0x010203" },
      { to: b, value: 7n, data: "0x" },
      { to: c, value: 2n ** 200n, data: `0x${"ff".repeat(100)}` },
    ] as const;
    expect(unpack(encodeMultiSend(calls))).toEqual(calls.map((call) => ({ operation: 0, ...call })));
  });

  test("a cast claims first, and reverts as a whole", () => {
    const calls = buildSwapCalls({
      router: a,
      tokenIn: b,
      tokenOut: c,
      feePips: 500,
      recipient: a,
      amountIn: 5n,
      amountOutMinimum: 4n,
      deadlineSeconds: 99n,
    });
    const { data } = buildCastBatch({
      guard: c,
      castId: id,
      notAfterSeconds: 77n,
      calls,
      multiSend: b,
      roles: a,
      roleKey,
    });
    const outer = decodeFunctionData({ abi: rolesAbi, data });
    if (outer.functionName !== "execTransactionWithRole") throw new Error(outer.functionName);
    const [to, value, inner, operation, role, shouldRevert] = outer.args;
    expect([to.toLowerCase(), value, operation, role, shouldRevert]).toEqual([b, 0n, 1, roleKey, true]);
    const [claim, approve, swap] = unpack(inner);
    expect(claim?.to).toBe(c);
    expect(decodeFunctionData({ abi: castGuardAbi, data: claim?.data ?? "0x" }).args).toEqual([id, 77n]);
    expect([approve?.to, swap?.to]).toEqual([b, a]);
    expect(decodeFunctionData({ abi: swapRouterAbi, data: swap?.data ?? "0x" }).args[0]).toMatchObject({
      amountIn: 5n,
      amountOutMinimum: 4n,
      deadline: 99n,
      fee: 500,
    });
  });

  test("nothing is sent without calls, and no swap without a least output", () => {
    const cast = { guard: c, castId: id, notAfterSeconds: 1n, calls: [], multiSend: b, roles: a, roleKey };
    expect(() => buildCastBatch(cast)).toThrow(RangeError);
    expect(() => encodeMultiSend([])).toThrow(RangeError);
    const swap = { router: a, tokenIn: b, tokenOut: c, feePips: 500, recipient: a, amountIn: 5n, deadlineSeconds: 9n };
    expect(() => buildSwapCalls({ ...swap, amountOutMinimum: 0n })).toThrow(RangeError);
  });

  test("a submission is data, salt and signature", () => {
    const signature: Hex = `0x${"33".repeat(65)}`;
    expect(encodeSubmission("0xabcd", id, signature)).toBe(`0xabcd${"11".repeat(32)}${"33".repeat(65)}`);
    expect(() => encodeSubmission("0xabcd", id, "0x33")).toThrow(RangeError);
  });

  test("what is signed binds chain, modifier, data and salt", () => {
    const signed = { chainId: 1, roles: a, data: "0xabcd", salt: id } as const;
    const variants = [signed, { ...signed, chainId: 2 }, { ...signed, roles: b }, { ...signed, data: "0xab" as const }];
    const hashes = [...variants, { ...signed, salt: roleKey }].map((input) => hashTypedData(moduleTxTypedData(input)));
    expect(new Set(hashes).size).toBe(5);
  });
});

describe("Safe transactions", () => {
  test("a batch is a delegate call without refund, a voiding one does nothing", () => {
    const batch = buildSafeBatch({ calls: [{ to: a, value: 0n, data: "0x01" }], multiSendCallOnly: b, nonce: 4n });
    expect([batch.to, batch.operation, batch.nonce, batch.gasPrice]).toEqual([b, 1, 4n, 0n]);
    const voiding = buildVoidingSafeTx(a, 4n);
    expect([voiding.to, voiding.value, voiding.data, voiding.operation]).toEqual([a, 0n, "0x", 0]);
    const hash = (nonce: bigint) => hashTypedData(safeTxTypedData({ chainId: 1, safe: a, tx: { ...voiding, nonce } }));
    expect(hash(4n)).not.toBe(hash(5n));
    const sent = decodeFunctionData({ abi: safeAbi, data: encodeExecTransaction(voiding, "0x99") });
    expect(sent.functionName).toBe("execTransaction");
    expect(sent.args?.at(-1)).toBe("0x99");
  });

  test("signatures are ordered by their owner's address", () => {
    const joined = joinSignatures([
      { owner: c, signature: "0x03" },
      { owner: `0x${"AA".repeat(20)}`, signature: "0x01" },
      { owner: b, signature: "0x02" },
    ]);
    expect(joined).toBe("0x010203");
  });
});

describe("accrued allowance", () => {
  const stored = { refill: 10n, maxRefill: 25n, period: 60n, balance: 4n, timestamp: 1_000n };
  test.each([
    ["before the first period ends", {}, 1_059n, 4n],
    ["after one", {}, 1_060n, 14n],
    ["up to the ceiling", {}, 9_999n, 25n],
    ["never below a balance above the ceiling", { balance: 30n }, 9_999n, 30n],
    ["not without a period", { period: 0n }, 9_999n, 4n],
    ["not before it starts", {}, 10n, 4n],
  ])("%s", (_name, change, now, expected) => {
    expect(accruedAllowance({ ...stored, ...change }, now)).toBe(expected);
  });
});

describe("revert reasons", () => {
  test.each([
    ["0x", "Empty"],
    ["0xd27b44a9", "ModuleTransactionFailed"],
    ["0xfd8e9f28", "NoMembership"],
    ["0x12345678", "Unknown"],
    ["0x08c379a0", "Unknown"],
  ] as const)("%s is %s", (data, name) => {
    expect(decodeRevert(data).name).toBe(name);
  });
  test("a role's refusal names its status", () => {
    const data: Hex = `0xd0a9bf58${"11".padStart(64, "0")}${"22".repeat(32)}`;
    expect(decodeRevert(data).message).toContain("AllowanceExceeded");
  });
});
