import { type Address, concatHex, encodeFunctionData, encodePacked, type Hex, size, zeroAddress } from "viem";
import { multiSendAbi, safeAbi } from "./abis.ts";

/** One call that the Safe makes. `value` in wei. */
export type Call = { readonly to: Address; readonly value: bigint; readonly data: Hex };

/** What a Safe's owner signs (EIP-712 `SafeTx`). Gas is paid by whoever submits it: all refund fields are zero. */
export type SafeTx = {
  readonly to: Address;
  readonly value: bigint;
  readonly data: Hex;
  /** 0 is a call, 1 a delegate call (used for MultiSendCallOnly alone). */
  readonly operation: 0 | 1;
  readonly safeTxGas: bigint;
  readonly baseGas: bigint;
  readonly gasPrice: bigint;
  readonly gasToken: Address;
  readonly refundReceiver: Address;
  readonly nonce: bigint;
};

/** Calldata of `multiSend` for a batch of plain calls: all succeed or the batch reverts. */
export function encodeMultiSend(calls: readonly Call[]): Hex {
  if (calls.length === 0) throw new RangeError("a batch needs at least one call");
  const packed = calls.map((call) =>
    encodePacked(
      ["uint8", "address", "uint256", "uint256", "bytes"],
      [0, call.to, call.value, BigInt(size(call.data)), call.data],
    ),
  );
  return encodeFunctionData({ abi: multiSendAbi, functionName: "multiSend", args: [concatHex(packed)] });
}

/** One Safe transaction that runs all calls, for one signature of each owner that is needed. */
export function buildSafeBatch(input: {
  readonly calls: readonly Call[];
  readonly multiSendCallOnly: Address;
  readonly nonce: bigint;
}): SafeTx {
  return {
    ...withoutRefund,
    to: input.multiSendCallOnly,
    value: 0n,
    data: encodeMultiSend(input.calls),
    operation: 1,
    nonce: input.nonce,
  };
}

/** Does nothing but use up a nonce: whatever else was signed for that nonce can never execute. */
export function buildVoidingSafeTx(safe: Address, nonce: bigint): SafeTx {
  return { ...withoutRefund, to: safe, value: 0n, data: "0x", operation: 0, nonce };
}

/** EIP-712 typed data of a Safe transaction. The domain of a Safe has neither name nor version. */
export function safeTxTypedData(input: { readonly chainId: number; readonly safe: Address; readonly tx: SafeTx }) {
  return {
    domain: { chainId: input.chainId, verifyingContract: input.safe },
    types: safeTxTypes,
    primaryType: "SafeTx",
    message: input.tx,
  } as const;
}

/** Joins owners' signatures in the order that a Safe demands: ascending by the owner's address. */
export function joinSignatures(signatures: readonly { readonly owner: Address; readonly signature: Hex }[]): Hex {
  const ordered = signatures.toSorted((a, b) => (a.owner.toLowerCase() < b.owner.toLowerCase() ? -1 : 1));
  return concatHex(ordered.map((entry) => entry.signature));
}

/** Calldata of `execTransaction`, to be sent to the Safe by anyone. */
export function encodeExecTransaction(tx: SafeTx, signatures: Hex): Hex {
  return encodeFunctionData({
    abi: safeAbi,
    functionName: "execTransaction",
    args: [
      tx.to,
      tx.value,
      tx.data,
      tx.operation,
      tx.safeTxGas,
      tx.baseGas,
      tx.gasPrice,
      tx.gasToken,
      tx.refundReceiver,
      signatures,
    ],
  });
}

const withoutRefund = {
  safeTxGas: 0n,
  baseGas: 0n,
  gasPrice: 0n,
  gasToken: zeroAddress,
  refundReceiver: zeroAddress,
} as const;

const safeTxTypes = {
  SafeTx: [
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "data", type: "bytes" },
    { name: "operation", type: "uint8" },
    { name: "safeTxGas", type: "uint256" },
    { name: "baseGas", type: "uint256" },
    { name: "gasPrice", type: "uint256" },
    { name: "gasToken", type: "address" },
    { name: "refundReceiver", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
} as const;
