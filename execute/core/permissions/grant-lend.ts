import type { Address } from "viem";
import {
  allOf,
  type ConditionNode,
  equalToAddress,
  equalToNumber,
  equalToSafe,
  matchesParameters,
  withinAllowance,
} from "../role-conditions.ts";
import { deriveAllowanceKey, describeAllowance } from "./allowance.ts";
import { scopeApproval, untilExpiry } from "./conditions.ts";
import { assertPair } from "./floor.ts";
import type { ArmToken, Grant, LendExitPermission, LendPermission, RoleTerms, ScopedFunction } from "./permission.ts";
import { selectors } from "./selectors.ts";
import { describeLoss, lossByLiquidation } from "./worst-loss.ts";

/**
 * `supply` and `borrow` within allowances, `repay` and `withdraw` without: those move nothing but to the Safe, or off
 * its debt. All in the Safe's own name, at the variable rate.
 */
export function grantLend(permission: LendPermission, terms: RoleTerms): Grant {
  const { supply, borrow, debtUnits, liquidationBonusBps } = permission;
  const pool = requirePool(terms);
  assertPair(supply.token, borrow.token);
  assertDebt(debtUnits, liquidationBonusBps);
  const approveKey = deriveAllowanceKey(terms.holder, "approve", [supply.token.address, pool]);
  const supplyKey = deriveAllowanceKey(terms.holder, "supply", [supply.token.address]);
  const borrowKey = deriveAllowanceKey(terms.holder, "borrow", [borrow.token.address]);
  const within = (key: typeof supplyKey) => allOf([withinAllowance(key), untilExpiry(terms)]);
  const call = (selector: ScopedFunction["selector"], parameters: readonly ConditionNode[]): ScopedFunction => ({
    target: pool,
    selector,
    condition: matchesParameters(parameters),
  });
  const [lent, borrowed] = [supply.token.symbol, borrow.token.symbol];
  const loss = lossByLiquidation(borrow.token, debtUnits, borrow.allowance, liquidationBonusBps);
  return {
    scopes: [
      scopeApproval(supply.token.address, pool, approveKey, terms),
      call(selectors.supply, [equalToAddress(supply.token.address), within(supplyKey), equalToSafe, equalToNumber(0)]),
      call(selectors.borrow, [
        equalToAddress(borrow.token.address),
        within(borrowKey),
        equalToNumber(variableRate),
        equalToNumber(0),
        equalToSafe,
      ]),
      ...scopeRepay(borrow.token.address, pool, terms),
      scopeWithdraw(supply.token.address, pool, terms),
    ],
    approvals: [supply.token, borrow.token].map(({ address }) => ({ token: address, spender: pool })),
    allowances: [
      { key: approveKey, purpose: "approve", token: supply.token, setting: supply.allowance },
      { key: supplyKey, purpose: "supply", token: supply.token, setting: supply.allowance },
      { key: borrowKey, purpose: "borrow", token: borrow.token, setting: borrow.allowance },
    ],
    words: [
      `Lend ${lent} to the lending pool and borrow ${borrowed} from it, in your Safe's own name.`,
      describeAllowance("Lend", supply.token, supply.allowance),
      describeAllowance("Borrow", borrow.token, borrow.allowance),
      ...describeExit([supply.token], borrow.token),
      `${thief(loss)} Borrowed ${borrowed} and what is bought with it stay in your Safe, but their price can move against you.`,
    ],
    losses: [loss],
  };
}

/** Only `repay` and `withdraw`. */
export function grantLendExit(permission: LendExitPermission, terms: RoleTerms): Grant {
  const { withdraw, repay, debtUnits, liquidationBonusBps } = permission;
  const pool = requirePool(terms);
  assertDebt(debtUnits, liquidationBonusBps);
  const loss = lossByLiquidation(repay, debtUnits, undefined, liquidationBonusBps);
  return {
    scopes: [
      ...scopeRepay(repay.address, pool, terms),
      ...withdraw.map((token) => scopeWithdraw(token.address, pool, terms)),
    ],
    approvals: [{ token: repay.address, spender: pool }],
    allowances: [],
    words: [...describeExit(withdraw, repay), thief(loss)],
    losses: [loss],
  };
}

/** The approval has no amount: the pool draws no more than the Safe itself repays, or lends within its allowance. */
function scopeRepay(token: Address, pool: Address, terms: RoleTerms): readonly ScopedFunction[] {
  const parameters = [equalToAddress(token), untilExpiry(terms), equalToNumber(variableRate), equalToSafe];
  return [
    scopeApproval(token, pool, undefined, terms),
    { target: pool, selector: selectors.repay, condition: matchesParameters(parameters) },
  ];
}

function scopeWithdraw(token: Address, pool: Address, terms: RoleTerms): ScopedFunction {
  const parameters = [equalToAddress(token), untilExpiry(terms), equalToSafe];
  return { target: pool, selector: selectors.withdraw, condition: matchesParameters(parameters) };
}

function describeExit(withdraw: readonly ArmToken[], repay: ArmToken): readonly string[] {
  return [
    `Repay ${repay.symbol} that your Safe owes, and let the lending pool draw it for that.`,
    `Take ${withdraw.map(({ symbol }) => symbol).join(" and ")} back out of the lending pool, into your Safe alone.`,
  ];
}

const thief = (loss: Parameters<typeof describeLoss>[0]): string =>
  `A thief of the session key could take out collateral until your debt can be liquidated, and liquidate it: ${describeLoss(loss)} for the liquidator's bonus, besides interest.`;

function requirePool({ contracts }: RoleTerms): Address {
  if (contracts.lending === undefined) throw new RangeError("this chain has no lending pool");
  return contracts.lending.pool;
}

function assertDebt(debtUnits: bigint, liquidationBonusBps: number): void {
  if (debtUnits < 0n) throw new RangeError("debt is not negative");
  if (!Number.isInteger(liquidationBonusBps) || liquidationBonusBps < 0 || liquidationBonusBps > 10_000) {
    throw new RangeError("liquidationBonusBps must be a whole number from 0 to 10000");
  }
}

const variableRate = 2;
