import {
  healthOf,
  type LendingReserve,
  type LendingState,
  owedAtMost,
  unitsOfWorth,
  wad,
  weighAccount,
  worthBase,
} from "../../core/positions/lending-state.ts";

/** Takes collateral out, sells it, and repays with what that brings at least. */
export type UnwindRound = { readonly withdraw: bigint; readonly leastOut: bigint };

export type UnwindPlan = {
  readonly rounds: readonly UnwindRound[];
  /** Whether the last round repays everything, so that all collateral can follow. */
  readonly isWhole: boolean;
  /** What may still be owed afterwards: 0 where it is whole. */
  readonly owedAfter: bigint;
};

export type UnwindInput = {
  readonly state: LendingState;
  readonly collateral: LendingReserve;
  readonly debt: LendingReserve;
  /** The least that a swap of so much collateral brings. */
  readonly leastOut: (amountIn: bigint) => bigint;
  /** Until the batch executes. */
  readonly secondsMax: bigint;
};

/** Health factors that withdrawals may come down to, the safest first. In between nobody else can act: it is one batch. */
const healthFloors: readonly bigint[] = [1_100n, 1_050n, 1_020n, 1_005n, 1_001n].map((mille) => (wad * mille) / 1_000n);
/** A round took half a million gas when it was measured; a transaction may have 16.7 million on some chains. */
export const roundsMax = 12;
const roundsWanted = 4;

/**
 * Withdraw, sell, repay, as often as the health factor demands. With the safest floor that needs few rounds, so that
 * a price that moves a little meanwhile does not take the batch back; else with the safest that ends everything; else
 * with the one that gets furthest.
 */
export function planUnwindRounds(input: UnwindInput): UnwindPlan {
  const plans = healthFloors.map((floor) => planWithFloor(input, floor));
  const whole = plans.filter(({ isWhole }) => isWhole);
  const furthest = plans.reduce((best, plan) => (plan.owedAfter < best.owedAfter ? plan : best));
  return whole.find(({ rounds }) => rounds.length <= roundsWanted) ?? whole[0] ?? furthest;
}

function planWithFloor({ state, collateral, debt, leastOut, secondsMax }: UnwindInput, floor: bigint): UnwindPlan {
  const others = weighAccount(state, [collateral.symbol, debt.symbol]);
  const debtSupplied = debt.isCollateral ? worthBase(debt.supplied, debt) : 0n;
  const fixedWeighted = others.weightedBase + (debtSupplied * debt.thresholdBps) / 10_000n;
  const fixedDebt = others.debtBase + worthBase(collateral.owed, collateral);
  const rounds: UnwindRound[] = [];
  let supplied = collateral.supplied;
  let owed = debt.owed === 0n ? 0n : owedAtMost(debt, secondsMax);
  while (owed > 0n && rounds.length < roundsMax) {
    const free = withdrawable({
      collateral,
      supplied,
      floor,
      fixedWeighted,
      debtBase: fixedDebt + worthBase(owed, debt) + 1n,
    });
    const needed = amountFor(owed, leastOut, supplied);
    if (needed !== null && needed <= free) {
      rounds.push({ withdraw: needed, leastOut: leastOut(needed) });
      return { rounds, isWhole: true, owedAfter: 0n };
    }
    const brings = leastOut(free);
    if (brings === 0n) break;
    rounds.push({ withdraw: free, leastOut: brings });
    supplied -= free;
    owed -= brings;
  }
  return { rounds, isWhole: owed <= 0n, owedAfter: owed > 0n ? owed : 0n };
}

/** What can be taken out while the health factor stays at the floor. */
function withdrawable(input: {
  readonly collateral: LendingReserve;
  readonly supplied: bigint;
  readonly floor: bigint;
  readonly fixedWeighted: bigint;
  readonly debtBase: bigint;
}): bigint {
  const { collateral, supplied, floor, fixedWeighted, debtBase } = input;
  if (!collateral.isCollateral) return supplied;
  const mustStay = ceilDivide(debtBase * floor, wad) - fixedWeighted;
  if (mustStay <= 0n) return supplied;
  const stays = unitsOfWorth(ceilDivide(mustStay * 10_000n, collateral.thresholdBps) + 1n, collateral) + 1n;
  return supplied > stays ? supplied - stays : 0n;
}

/** The least amount that brings at least `wanted`; null where all of `available` does not. */
function amountFor(wanted: bigint, leastOut: (amountIn: bigint) => bigint, available: bigint): bigint | null {
  if (leastOut(available) < wanted) return null;
  let [low, high] = [0n, available];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (leastOut(middle) >= wanted) high = middle;
    else low = middle + 1n;
  }
  return low;
}

/** The health factor once the rounds are done and everything came as little as it may; null without debt. */
export function healthAfter(
  { state, collateral, debt }: UnwindInput,
  { rounds, owedAfter }: UnwindPlan,
): bigint | null {
  const withdrawn = rounds.reduce((sum, { withdraw }) => sum + withdraw, 0n);
  const reserves = state.reserves.map((reserve) => {
    const supplied = reserve.symbol === collateral.symbol ? reserve.supplied - withdrawn : reserve.supplied;
    return { ...reserve, supplied, owed: reserve.symbol === debt.symbol ? owedAfter : reserve.owed };
  });
  return healthOf(weighAccount({ ...state, reserves }));
}

const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
