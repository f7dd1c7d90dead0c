import { zeroHash } from "viem";
import { allOf, equalToAddress, equalToList, matchesParameters } from "../role-conditions.ts";
import { untilExpiry } from "./conditions.ts";
import type { Grant, RevokePermission, RoleTerms } from "./permission.ts";
import { selectors } from "./selectors.ts";

/**
 * `assignRoles(member, [roleKey], [false])` on the modifier itself, with every parameter fixed. The modifier belongs
 * to the Safe, so a role of the Safe can be given this one act of its owner.
 */
export function grantRevoke({ member, roleKey }: RevokePermission, terms: RoleTerms): Grant {
  return {
    scopes: [
      {
        target: terms.roles,
        selector: selectors.assignRoles,
        condition: matchesParameters([
          allOf([equalToAddress(member), untilExpiry(terms)]),
          equalToList([roleKey]),
          // One `false`.
          equalToList([zeroHash]),
        ]),
      },
    ],
    approvals: [],
    allowances: [],
    words: [`End the trading session of the key ${member}. No other change of roles.`],
    losses: [],
  };
}
