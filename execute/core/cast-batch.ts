import { type Address, concatHex, encodeFunctionData, type Hex, isHex, size } from "viem";
import { castGuardAbi, rolesAbi } from "./abis.ts";
import { type Call, encodeMultiSend } from "./safe-tx.ts";

export type CastBatchInput = {
  readonly guard: Address;
  /** 32 bytes; also the salt of the signed module transaction. */
  readonly castId: Hex;
  /** Last second of chain time (Unix) in which the cast may execute. */
  readonly notAfterSeconds: bigint;
  readonly calls: readonly Call[];
  /** MultiSendCallOnly. */
  readonly multiSend: Address;
  readonly roles: Address;
  readonly roleKey: Hex;
};

/**
 * The bytes that the session key signs: `execTransactionWithRole` of one batch whose first call claims the cast
 * on the guard. `shouldRevert` is always true: a cast that fails must leave its hash unused, and a node would
 * estimate too little gas for a call that succeeds while its inner call fails.
 */
export function buildCastBatch(input: CastBatchInput): { readonly data: Hex } {
  if (size(input.castId) !== 32) throw new RangeError("castId must have 32 bytes");
  if (input.calls.length === 0) throw new RangeError("a cast needs at least one call besides its claim");
  const claim: Call = {
    to: input.guard,
    value: 0n,
    data: encodeFunctionData({
      abi: castGuardAbi,
      functionName: "claim",
      args: [input.castId, input.notAfterSeconds],
    }),
  };
  const data = encodeFunctionData({
    abi: rolesAbi,
    functionName: "execTransactionWithRole",
    args: [input.multiSend, 0n, encodeMultiSend([claim, ...input.calls]), 1, input.roleKey, true],
  });
  return { data };
}

/** EIP-712 typed data of a signed module transaction. The hash binds the chain and the Roles instance. */
export function moduleTxTypedData(input: {
  readonly chainId: number;
  readonly roles: Address;
  readonly data: Hex;
  readonly salt: Hex;
}) {
  return {
    domain: { chainId: input.chainId, verifyingContract: input.roles },
    types: moduleTxTypes,
    primaryType: "ModuleTx",
    message: { data: input.data, salt: input.salt },
  } as const;
}

/**
 * Calldata that a relayer sends to the Roles modifier: `data ‖ salt ‖ r ‖ s ‖ v`. The relayer must not be a
 * member of a role: the modifier would then skip the signature and the at-most-once check.
 */
export function encodeSubmission(data: Hex, salt: Hex, signature: Hex): Hex {
  if (!isHex(signature) || size(signature) !== 65) throw new RangeError("signature must have 65 bytes");
  if (size(salt) !== 32) throw new RangeError("salt must have 32 bytes");
  return concatHex([data, salt, signature]);
}

const moduleTxTypes = {
  ModuleTx: [
    { name: "data", type: "bytes" },
    { name: "salt", type: "bytes32" },
  ],
} as const;
