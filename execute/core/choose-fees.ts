/** Fees of one transaction, in wei per gas. */
export type Fees = { readonly maxFeeWei: bigint; readonly tipWei: bigint };

const tipWei = 10_000_000n;

/** Twice the next block's base fee (it can rise by an eighth per block: room for six full blocks), and a small tip. */
export function chooseFees(nextBaseFeeWei: bigint): Fees {
  return { maxFeeWei: nextBaseFeeWei * 2n + tipWei, tipWei };
}

/** A quarter more gas than the node's estimate: storage that was touched meanwhile can cost more. */
export const gasLimitOf = (estimate: bigint): bigint => (estimate * 125n) / 100n;
