import { concatHex, numberToHex } from "viem";
import {
  anyValue,
  decidedBy,
  equalToAddress,
  equalToNumber,
  equalToSafe,
  matchesTuple,
  withinAllowance,
} from "../role-conditions.ts";
import { deriveAllowanceKey, describeAllowance } from "./allowance.ts";
import { deadlineWithin, scopeApproval } from "./conditions.ts";
import { assertFloor, assertPair, describeFloor } from "./floor.ts";
import type { Grant, PriceFloor, RoleTerms, SwapPermission } from "./permission.ts";
import { selectors } from "./selectors.ts";
import { describeLoss, lossOfSales } from "./worst-loss.ts";

/**
 * `exactInputSingle` of the router with tokens, pool and recipient fixed, a deadline within the session, and the
 * approval that it needs. The approval has an allowance of its own with the same amount: what is approved must not
 * use up what the swap itself needs.
 */
export function grantSwap(permission: SwapPermission, terms: RoleTerms): Grant {
  const { sell, buy, allowance, priceFloor } = permission;
  const { swapRouter, poolFeePips } = terms.contracts;
  assertPair(sell, buy);
  if (priceFloor !== undefined) assertFloor(priceFloor);
  const approveKey = deriveAllowanceKey(terms.holder, "approve", [sell.address, swapRouter]);
  const swapKey = deriveAllowanceKey(terms.holder, "swap", [sell.address, buy.address]);
  const leastOutput =
    priceFloor === undefined ? anyValue : decidedBy(terms.contracts.leastOutput, encodeFloor(priceFloor));
  const loss = lossOfSales("swap", sell, allowance, priceFloor);
  const thief = `A thief of the session key could sell all that is allowed at ${priceFloor === undefined ? "any" : "that"} price`;
  return {
    scopes: [
      scopeApproval(sell.address, swapRouter, approveKey, terms),
      {
        target: swapRouter,
        selector: selectors.exactInputSingle,
        condition: matchesTuple([
          equalToAddress(sell.address),
          equalToAddress(buy.address),
          equalToNumber(poolFeePips),
          equalToSafe,
          deadlineWithin(terms),
          withinAllowance(swapKey),
          leastOutput,
          anyValue,
        ]),
      },
    ],
    approvals: [{ token: sell.address, spender: swapRouter }],
    allowances: [
      { key: approveKey, purpose: "approve", token: sell, setting: allowance },
      { key: swapKey, purpose: "swap", token: sell, setting: allowance },
    ],
    words: [
      `Sell ${sell.symbol} for ${buy.symbol} in one Uniswap v3 pool, the one with the ${poolFeePips / 10_000} % fee.`,
      describeAllowance("Sell", sell, allowance),
      `The ${buy.symbol} can only arrive in your Safe.`,
      `Let the Uniswap router draw ${sell.symbol} from your Safe, within the same amount.`,
      priceFloor === undefined
        ? "No least price is enforced by the chain."
        : `Every swap must bring at least ${describeFloor(priceFloor)}.`,
      `${thief}: ${describeLoss(loss)}.`,
    ],
    losses: [loss],
  };
}

/** `uint32 windowSeconds ‖ uint16 maxLossBps ‖ 6 zero bytes`: what the price-floor contract is given. */
function encodeFloor(floor: PriceFloor) {
  return concatHex([
    numberToHex(floor.windowSeconds, { size: 4 }),
    numberToHex(floor.maxLossBps, { size: 2 }),
    "0x000000000000",
  ]);
}
