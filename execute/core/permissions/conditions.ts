import { type Address, concatHex, type Hex, numberToHex } from "viem";
import {
  allOf,
  type ConditionNode,
  decidedBy,
  equalToAddress,
  lessThan,
  matchesParameters,
  withinAllowance,
} from "../role-conditions.ts";
import type { RoleTerms, ScopedFunction } from "./permission.ts";
import { selectors } from "./selectors.ts";

/** For a parameter of a function without a deadline: nothing after the role's last second. */
export function untilExpiry({ contracts, expiresAtSeconds }: RoleTerms): ConditionNode {
  const extra = concatHex([numberToHex(expiresAtSeconds, { size: 8 }), "0x00000000"]);
  return decidedBy(contracts.expiryCondition, extra);
}

/** For a deadline that the called contract enforces itself: it may not be after the role's last second. */
export const deadlineWithin = ({ expiresAtSeconds }: RoleTerms): ConditionNode => lessThan(expiresAtSeconds + 1n);

/** Lets one contract draw a token, within an allowance where one is named. */
export function scopeApproval(
  token: Address,
  spender: Address,
  allowanceKey: Hex | undefined,
  terms: RoleTerms,
): ScopedFunction {
  const expiry = untilExpiry(terms);
  const amount = allowanceKey === undefined ? expiry : allOf([withinAllowance(allowanceKey), expiry]);
  return {
    target: token,
    selector: selectors.approve,
    condition: matchesParameters([equalToAddress(spender), amount]),
  };
}
