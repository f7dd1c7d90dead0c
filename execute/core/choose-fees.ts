/** Fees of one transaction, in wei per gas. */
export type Fees = { readonly maxFeeWei: bigint; readonly tipWei: bigint };

/**
 * Twice the next block's base fee (it can rise by an eighth per block: room for six full blocks), and the tip; at most the
 * ceiling. Null where the ceiling is below the next base fee: it could not be mined.
 */
export function chooseFees(input: {
  readonly nextBaseFeeWei: bigint;
  readonly tipWei: bigint;
  readonly maxFeeWeiMax: bigint;
}): Fees | null {
  const { nextBaseFeeWei, tipWei, maxFeeWeiMax } = input;
  const wanted = nextBaseFeeWei * 2n + tipWei;
  const maxFeeWei = wanted < maxFeeWeiMax ? wanted : maxFeeWeiMax;
  return maxFeeWei < nextBaseFeeWei + tipWei ? null : { maxFeeWei, tipWei };
}

/** A quarter more gas than the node's estimate: storage that was touched meanwhile can cost more. */
export const gasLimitOf = (estimate: bigint): bigint => (estimate * 125n) / 100n;
