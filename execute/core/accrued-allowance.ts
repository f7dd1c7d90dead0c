/** An allowance of the Roles modifier as stored. Amounts in smallest units, times in Unix seconds. */
export type StoredAllowance = {
  readonly refill: bigint;
  readonly maxRefill: bigint;
  readonly period: bigint;
  readonly balance: bigint;
  readonly timestamp: bigint;
};

/**
 * What can be spent at `nowSeconds`. The modifier stores the balance of the last use only and adds whole periods
 * when it is used: `min(maxRefill, balance + refill · ⌊(now − timestamp) / period⌋)`. A balance above the ceiling
 * stays as it is and gets no refill.
 */
export function accruedAllowance(stored: StoredAllowance, nowSeconds: bigint): bigint {
  const { refill, maxRefill, period, balance, timestamp } = stored;
  if (period === 0n || balance >= maxRefill || nowSeconds <= timestamp) return balance;
  const accrued = balance + refill * ((nowSeconds - timestamp) / period);
  if (accrued > maxRefill) return maxRefill;
  return accrued;
}
