import { getAddress } from "viem";
import type { SafeTx } from "./safe-tx.ts";

/** A Safe transaction as JSON: amounts as decimal strings. */
export type SafeTxJson = { readonly [Field in keyof SafeTx]: SafeTx[Field] extends bigint ? string : SafeTx[Field] };

export function toSafeTxJson(tx: SafeTx): SafeTxJson {
  const { value, safeTxGas, baseGas, gasPrice, nonce } = tx;
  return {
    ...tx,
    to: getAddress(tx.to),
    value: value.toString(),
    safeTxGas: safeTxGas.toString(),
    baseGas: baseGas.toString(),
    gasPrice: gasPrice.toString(),
    nonce: nonce.toString(),
  };
}

/** The transaction that a wallet signs, of what `toSafeTxJson` wrote. Throws where an amount is no whole number. */
export function readSafeTxJson(json: SafeTxJson): SafeTx {
  return {
    ...json,
    value: BigInt(json.value),
    safeTxGas: BigInt(json.safeTxGas),
    baseGas: BigInt(json.baseGas),
    gasPrice: BigInt(json.gasPrice),
    nonce: BigInt(json.nonce),
  };
}
