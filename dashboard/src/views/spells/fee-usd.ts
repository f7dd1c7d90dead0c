/**
 * A fee in dollars at a price of ether, to a hundredth of a cent and cut off; null without a price. The price is a reading, the
 * amount is exact: the price is taken to six places, and nothing of the amount is rounded before.
 */
export function feeUsd(feeWei: string, etherUsd: number | null): string | null {
  if (etherUsd === null || !Number.isFinite(etherUsd) || etherUsd <= 0) return null;
  const microUsd = (BigInt(feeWei) * BigInt(etherUsd.toFixed(6).replace(".", ""))) / 10n ** 18n;
  const digits = microUsd.toString().padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6, -2)}`;
}
