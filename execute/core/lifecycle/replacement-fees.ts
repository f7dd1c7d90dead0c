import type { Fees } from "../choose-fees.ts";

/** At most so many times is a transaction replaced by one with higher fees. */
export const replacementsMax = 3;

/**
 * Fees of a same-nonce replacement, null where the ceiling leaves no room for one. Both fees rise by half at least, which is
 * more than the tenth that nodes demand, and to twice the next base fee where that is more. Under a ceiling that is nearer
 * the step may be smaller, down to that tenth. All in wei per gas.
 */
export function chooseReplacementFees(input: {
  readonly before: Fees;
  readonly nextBaseFeeWei: bigint;
  readonly maxFeeWeiMax: bigint;
}): Fees | null {
  const { before, nextBaseFeeWei, maxFeeWeiMax } = input;
  const tipWei = stepUp(before.tipWei);
  const wanted = max(stepUp(before.maxFeeWei), nextBaseFeeWei * 2n + tipWei);
  const maxFeeWei = min(wanted, maxFeeWeiMax);
  const isEnough = maxFeeWei >= tenthMore(before.maxFeeWei) && maxFeeWei >= nextBaseFeeWei;
  return isEnough && tipWei <= maxFeeWei ? { maxFeeWei, tipWei } : null;
}

/** Half more, rounded up. */
const stepUp = (wei: bigint): bigint => (wei * 3n + 1n) / 2n;
/** The least that nodes take for a replacement, rounded up. */
const tenthMore = (wei: bigint): bigint => (wei * 11n + 9n) / 10n;
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
