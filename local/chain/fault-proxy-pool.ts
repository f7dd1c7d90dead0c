import { type Address, type Hex, keccak256, numberToHex, parseTransaction, recoverTransactionAddress } from "viem";
import type { NodeError } from "./fault-proxy-upstream.ts";

/** A transaction that the proxy has taken, whatever anvil thinks of it. */
export type PooledTx = {
  readonly hash: Hex;
  readonly raw: Hex;
  readonly sender: Address;
  readonly nonce: number;
  readonly maxFeeWei: bigint;
  readonly tipWei: bigint;
  readonly costWei: bigint;
  readonly parsed: ReturnType<typeof parseTransaction>;
};

/** Undefined where the bytes are no signed transaction. */
export async function readPooledTx(raw: unknown): Promise<PooledTx | undefined> {
  try {
    const bytes = raw as Hex;
    const parsed = parseTransaction(bytes);
    const sender = await recoverTransactionAddress({ serializedTransaction: bytes as `0x02${string}` });
    const maxFeeWei = parsed.maxFeePerGas ?? parsed.gasPrice ?? 0n;
    return {
      hash: keccak256(bytes),
      raw: bytes,
      sender: sender.toLowerCase() as Address,
      nonce: parsed.nonce ?? 0,
      maxFeeWei,
      tipWei: parsed.maxPriorityFeePerGas ?? (parsed.type === "eip1559" ? 0n : maxFeeWei),
      costWei: (parsed.gas ?? 0n) * maxFeeWei + (parsed.value ?? 0n),
      parsed,
    };
  } catch {
    return undefined;
  }
}

type Fees = Pick<PooledTx, "maxFeeWei" | "tipWei">;

/** The rule of geth's pool for the same nonce: both fees higher, and by a tenth at least (rounded down). */
export const mayReplace = (incumbent: Fees, next: Fees): boolean =>
  beats(incumbent.maxFeeWei, next.maxFeeWei) && beats(incumbent.tipWei, next.tipWei);

const beats = (old: bigint, next: bigint): boolean => next > old && next >= (old * 110n) / 100n;

/** A transaction that waits, as `eth_getTransactionByHash` shows it. */
export function describePooledTx({ hash, sender, nonce, maxFeeWei, tipWei, parsed }: PooledTx) {
  const isEip1559 = parsed.type === "eip1559";
  return {
    hash,
    type: isEip1559 ? "0x2" : "0x0",
    from: sender,
    nonce: numberToHex(nonce),
    to: parsed.to ?? null,
    value: numberToHex(parsed.value ?? 0n),
    input: parsed.data ?? "0x",
    gas: numberToHex(parsed.gas ?? 0n),
    gasPrice: numberToHex(maxFeeWei),
    ...(isEip1559 ? { maxFeePerGas: numberToHex(maxFeeWei), maxPriorityFeePerGas: numberToHex(tipWei) } : {}),
    blockHash: null,
    blockNumber: null,
    transactionIndex: null,
  };
}

/** A refusal by anvil in the words of geth (as generally known; geth was not run here). */
export function toGethWording(
  error: NodeError,
  about: { readonly tx: PooledTx | undefined; readonly chainId: number },
): NodeError {
  const { tx, chainId } = about;
  const found = wordings.find(([anvil]) => anvil.test(error.message));
  if (found === undefined) return error;
  return { code: -32_000, message: found[1](tx, chainId) };
}

type Wording = (tx: PooledTx | undefined, chainId: number) => string;
const wordings: readonly (readonly [anvil: RegExp, geth: Wording])[] = [
  [/transaction already imported/, () => "already known"],
  [/replacement transaction underpriced/, () => "replacement transaction underpriced"],
  [
    /invalid chain id for signer/i,
    (tx, chainId) => `invalid sender: invalid chain id for signer: have ${tx?.parsed.chainId ?? 0} want ${chainId}`,
  ],
  [/intrinsic gas too high/, () => "exceeds block gas limit"],
  [/intrinsic gas too low/, (tx) => `intrinsic gas too low: gas ${tx?.parsed.gas ?? 0n}, minimum needed 21000`],
  [/insufficient funds/i, (tx) => `insufficient funds for gas * price + value: tx cost ${tx?.costWei ?? 0n}`],
  [/failed to decode/i, () => "rlp: expected input list for types.LegacyTx"],
];
