import { anyValue, matchesParameters } from "../role-conditions.ts";
import { untilExpiry } from "./conditions.ts";
import type { Grant, RoleTerms } from "./permission.ts";
import { selectors } from "./selectors.ts";

/** `claim` on the cast guard, the first call of every cast. */
export function grantClaim(terms: RoleTerms): Grant {
  return {
    scopes: [
      {
        target: terms.contracts.castGuard,
        selector: selectors.claim,
        condition: matchesParameters([untilExpiry(terms), anyValue]),
      },
    ],
    approvals: [],
    allowances: [],
    words: ["Mark casts of this Safe as executed on the cast guard."],
    losses: [],
  };
}
