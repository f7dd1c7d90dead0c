import { type Address, type Hex, hashTypedData, isHex } from "viem";
import { z } from "zod";
import { VaultAddress } from "../../../../contracts/ids.ts";
import { SafeTxJson } from "../../../../contracts/safe-tx.ts";
import { Act, actTypedData } from "../../../../execute/core/act.ts";
import { safeTxTypedData } from "../../../../execute/core/safe-tx.ts";
import { readSafeTxJson } from "../../../../execute/core/safe-tx-json.ts";

/** Of a key: `r`, `s` and `v`. What a contract signs is not collected here. */
const KeySignature = z.custom<Hex>((value) => isHex(value) && value.length === 132, "expected 65 bytes as hex");

const shared = {
  vault: VaultAddress,
  chainId: z.int().positive(),
  signatures: z.array(KeySignature).max(50),
};

/**
 * What several owners of a Safe sign, and the signatures so far. It goes from owner to owner by whatever way they have, so nothing in it
 * is secret and nothing in it is believed: what it says is derived again from the data, whose the signatures are from the signatures.
 */
export const CoSignRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("safe-tx"), ...shared, safeTx: SafeTxJson }),
  z.strictObject({ kind: z.literal("act"), ...shared, act: Act.omit({ signature: true }) }),
]);
export type CoSignRequest = z.infer<typeof CoSignRequest>;

/** The EIP-712 data that each owner's wallet signs. Throws where a number does not fit its type. */
export function typedDataOf(request: CoSignRequest) {
  const { chainId } = request;
  const vault = request.vault as Address;
  return request.kind === "safe-tx"
    ? safeTxTypedData({ chainId, safe: vault, tx: readSafeTxJson(request.safeTx) })
    : actTypedData({ chainId, vault, act: request.act });
}

/** What the signatures are of: two requests with one hash are the same request. */
export function hashOf(request: CoSignRequest): Hex {
  const data = typedDataOf(request);
  return data.primaryType === "SafeTx" ? hashTypedData(data) : hashTypedData(data);
}
