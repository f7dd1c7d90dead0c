import type { Address } from "viem";

/** One reserve of an Aave v3 market as the vault stands in it, at one block. Amounts in smallest units, interest included. */
export type LendingReserve = {
  readonly symbol: string;
  readonly token: Address;
  readonly decimals: number;
  readonly aToken: Address;
  readonly variableDebt: Address;
  readonly supplied: bigint;
  readonly owed: bigint;
  /** Whether what is supplied stands for the vault's debts. */
  readonly isCollateral: boolean;
  /** The market's own price of a whole token, in its base currency: US dollars with 8 digits. */
  readonly priceBase: bigint;
  readonly loanToValueBps: bigint;
  readonly thresholdBps: bigint;
  /** Yearly rate of a variable loan, 27 digits. */
  readonly variableRateRay: bigint;
  /** What one unit that was supplied, or borrowed, on the first day has become; 27 digits. They only grow. */
  readonly incomeIndexRay: bigint;
  readonly debtIndexRay: bigint;
  /** Active, not frozen, not paused. */
  readonly isOpen: boolean;
};

export type LendingState = {
  readonly reserves: readonly LendingReserve[];
  /** As the market itself computes it, 18 digits; null without debt. */
  readonly healthWad: bigint | null;
};

export const findReserve = (state: LendingState, symbol: string): LendingReserve | undefined =>
  state.reserves.find((reserve) => reserve.symbol === symbol);

export const ray = 10n ** 27n;
export const wad = 10n ** 18n;

/** Worth in the market's base currency, rounded down as the market does. */
export const worthBase = (units: bigint, { priceBase, decimals }: Pick<LendingReserve, "priceBase" | "decimals">) =>
  (units * priceBase) / 10n ** BigInt(decimals);

/** Units that are worth so much, rounded down. */
export const unitsOfWorth = (base: bigint, { priceBase, decimals }: Pick<LendingReserve, "priceBase" | "decimals">) =>
  (base * 10n ** BigInt(decimals)) / priceBase;

/** Collateral weighted by its liquidation threshold, and debt; both in the base currency. */
export type AccountWorth = { readonly weightedBase: bigint; readonly debtBase: bigint };

/** Of all reserves but the named ones. */
export function weighAccount(state: LendingState, except: readonly string[] = []): AccountWorth {
  let [weightedBase, debtBase] = [0n, 0n];
  for (const reserve of state.reserves) {
    if (except.includes(reserve.symbol)) continue;
    if (reserve.isCollateral) weightedBase += (worthBase(reserve.supplied, reserve) * reserve.thresholdBps) / 10_000n;
    debtBase += worthBase(reserve.owed, reserve);
  }
  return { weightedBase, debtBase };
}

/** Health factor with 18 digits, rounded down; null without debt. Below 1 the vault can be liquidated. */
export const healthOf = ({ weightedBase, debtBase }: AccountWorth): bigint | null =>
  debtBase === 0n ? null : (weightedBase * wad) / debtBase;

/**
 * The most that a loan can have become after some time: interest upon interest at twice the present rate, since others
 * may borrow meanwhile, and a millionth more. `e^x ≤ 1 + x + x²` holds for `x ≤ 1`; beyond that it throws.
 */
export function owedAtMost(reserve: Pick<LendingReserve, "owed" | "variableRateRay">, seconds: bigint): bigint {
  const x = (2n * reserve.variableRateRay * (seconds > 0n ? seconds : 0n)) / secondsPerYear + ray / 1_000_000n;
  if (x > ray) throw new RangeError("the loan could more than double in that time");
  const growth = ray + x + (x * x) / ray;
  return (reserve.owed * growth) / ray + 2n;
}

const secondsPerYear = 31_536_000n;
