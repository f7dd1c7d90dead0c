/**
 * A fee in dollars at a price of ether, to twelve places and cut off; null without a price. The price is a reading, the amount is
 * exact: the price is taken to six places, and nothing of the amount is rounded before.
 */
export function feeUsd(feeWei: string, etherUsd: number | null): string | null {
  if (etherUsd === null || !Number.isFinite(etherUsd) || etherUsd <= 0) return null;
  const picoUsd = (BigInt(feeWei) * BigInt(etherUsd.toFixed(6).replace(".", ""))) / 10n ** 12n;
  const digits = picoUsd.toString().padStart(13, "0");
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
