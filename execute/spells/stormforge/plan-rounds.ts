import { err, ok, type Result } from "../../../contracts/result.ts";
import type { Rational } from "../../core/pool-price.ts";
import {
  healthOf,
  type LendingReserve,
  type LendingState,
  unitsOfWorth,
  weighAccount,
  worthBase,
} from "../../core/positions/lending-state.ts";
import { lesserOf } from "../../core/positions/lesser-of.ts";
import type { SpellFault } from "../spell.ts";

/** Borrows, buys collateral with it, and lends that, too: exactly the least that the swap brings. */
export type WindRound = { readonly borrow: bigint; readonly leastOut: bigint };

export type WindPlan = {
  readonly rounds: readonly WindRound[];
  readonly borrowed: bigint;
  /** Added to what is lent: the owner's amount and what was bought. */
  readonly supplied: bigint;
  /** 18 digits, with everything coming as little as it may. */
  readonly health: bigint;
};

export type WindInput = {
  readonly state: LendingState;
  readonly collateral: LendingReserve;
  readonly debt: LendingReserve;
  /** Of the owner's own, in units of the collateral. */
  readonly amount: bigint;
  /** What is lent over what is the owner's own in it. */
  readonly leverage: Rational;
  /** The least that a swap of so much of the borrowed token brings. */
  readonly leastOut: (amountIn: bigint) => bigint;
};

/** More are not needed up to 2: each borrows nearly four fifths of what the one before has added. */
const roundsMax = 5;
/** Of what the market would lend: its price may move a little before the batch executes. */
const borrowableBps = 9_900n;

/**
 * Lends the owner's amount, and borrows so much against it that all that is lent is `leverage` times what is the owner's
 * own. What was lent and owed before counts as part of it: cast twice, it does not go beyond.
 */
export function planWindRounds(input: WindInput): Result<WindPlan, SpellFault> {
  const { state, collateral, debt, amount, leverage, leastOut } = input;
  const ownBase = worthBase(collateral.supplied + amount, collateral) - worthBase(debt.owed, debt);
  if (ownBase <= 0n) return err({ code: "no-equity", message: "the loans are worth more than what stands for them" });
  const targetBase = (ownBase * (leverage.numerator - leverage.denominator)) / leverage.denominator;
  const target = unitsOfWorth(targetBase, debt) - debt.owed;
  if (target <= 0n) return err({ code: "at-target", message: "the vault owes as much as this leverage asks, or more" });

  const others = weighAccount(state, [collateral.symbol, debt.symbol]);
  let supplied = collateral.supplied + amount;
  let owed = debt.owed;
  const rounds: WindRound[] = [];
  for (let left = target; left > 0n; ) {
    const free = borrowable({ collateral, supplied, debt, owed, otherDebtBase: others.debtBase });
    const borrow = lesserOf(left, free);
    const brings = borrow > 0n ? leastOut(borrow) : 0n;
    if (brings === 0n || rounds.length === roundsMax) {
      return err({ code: "cannot-borrow", message: "the market does not lend as much as this leverage asks" });
    }
    rounds.push({ borrow, leastOut: brings });
    owed += borrow;
    supplied += brings;
    left -= borrow;
  }
  const reserves = state.reserves.map((reserve) => {
    if (reserve.symbol === collateral.symbol) return { ...reserve, supplied, isCollateral: true };
    return reserve.symbol === debt.symbol ? { ...reserve, owed } : reserve;
  });
  const health = healthOf(weighAccount({ ...state, reserves }));
  if (health === null) throw new Error("something is borrowed, so there is a health factor");
  return ok({ rounds, borrowed: target, supplied: supplied - collateral.supplied, health });
}

/** What the market lends now against the collateral, less a little, in units of the borrowed token. */
function borrowable(input: {
  readonly collateral: LendingReserve;
  readonly supplied: bigint;
  readonly debt: LendingReserve;
  readonly owed: bigint;
  readonly otherDebtBase: bigint;
}): bigint {
  const { collateral, supplied, debt, owed, otherDebtBase } = input;
  const limitBase = (worthBase(supplied, collateral) * collateral.loanToValueBps * borrowableBps) / 100_000_000n;
  const freeBase = limitBase - worthBase(owed, debt) - otherDebtBase - 1n;
  return freeBase > 0n ? unitsOfWorth(freeBase, debt) : 0n;
}
