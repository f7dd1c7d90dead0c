import { concatHex, numberToHex } from "viem";
import {
  allOf,
  anyValue,
  decidedBy,
  equalToAddress,
  equalToSafe,
  matchesParameters,
  withinAllowance,
} from "../role-conditions.ts";
import { deriveAllowanceKey, describeAllowance } from "./allowance.ts";
import { deadlineWithin, scopeApproval, untilExpiry } from "./conditions.ts";
import { assertFloor, assertPair, describeFloor } from "./floor.ts";
import type { Grant, OrderPermission, RoleTerms, ScopedFunction } from "./permission.ts";
import { selectors } from "./selectors.ts";
import { describeLoss, lossOfSales } from "./worst-loss.ts";

/** `createOrder` with tokens fixed and a least output, the approval that it needs, and `cancelOrder`. */
export function grantOrder(permission: OrderPermission, terms: RoleTerms): Grant {
  const { sell, buy, allowance, priceFloor, maxLifeSeconds } = permission;
  const orders = requireOrders(terms);
  assertPair(sell, buy);
  assertFloor(priceFloor);
  if (!Number.isInteger(maxLifeSeconds) || maxLifeSeconds < 1 || maxLifeSeconds > 0xffff_ffff) {
    throw new RangeError("maxLifeSeconds must be a positive whole number");
  }
  const approveKey = deriveAllowanceKey(terms.holder, "approve", [sell.address, orders.book]);
  const orderKey = deriveAllowanceKey(terms.holder, "order", [sell.address, buy.address]);
  const extra = concatHex([
    numberToHex(priceFloor.windowSeconds, { size: 4 }),
    numberToHex(priceFloor.maxLossBps, { size: 2 }),
    numberToHex(maxLifeSeconds, { size: 4 }),
    "0x0000",
  ]);
  const loss = lossOfSales("order", sell, allowance, priceFloor);
  return {
    scopes: [
      scopeApproval(sell.address, orders.book, approveKey, terms),
      {
        target: orders.book,
        selector: selectors.createOrder,
        condition: matchesParameters([
          anyValue,
          equalToAddress(sell.address),
          withinAllowance(orderKey),
          equalToAddress(buy.address),
          decidedBy(orders.leastOutput, extra),
          deadlineWithin(terms),
        ]),
      },
      scopeCancelOrder(terms),
    ],
    approvals: [{ token: sell.address, spender: orders.book }],
    allowances: [
      { key: approveKey, purpose: "approve", token: sell, setting: allowance },
      { key: orderKey, purpose: "order", token: sell, setting: allowance },
    ],
    words: [
      `Make orders that sell ${sell.symbol} for ${buy.symbol}, which a keeper settles later, and cancel them.`,
      describeAllowance("Order to sell", sell, allowance),
      `What an order brings, and what is refunded, can only arrive in your Safe. An order stands for at most ${maxLifeSeconds} seconds.`,
      `Let the order book draw ${sell.symbol} from your Safe, within the same amount.`,
      `Every order must bring at least ${describeFloor(priceFloor)}, as that price was when the order was made.`,
      `A thief of the session key could order to sell all that is allowed at that price: ${describeLoss(loss)}.`,
    ],
    losses: [loss],
  };
}

/** Only `cancelOrder`, for the Safe's own orders. */
export function grantCancelOrders(terms: RoleTerms): Grant {
  return {
    scopes: [scopeCancelOrder(terms)],
    approvals: [],
    allowances: [],
    words: ["Cancel orders of your Safe; what they hold goes back to it."],
    losses: [],
  };
}

function scopeCancelOrder(terms: RoleTerms): ScopedFunction {
  return {
    target: requireOrders(terms).book,
    selector: selectors.cancelOrder,
    condition: matchesParameters([allOf([equalToSafe, untilExpiry(terms)]), anyValue]),
  };
}

function requireOrders({ contracts }: RoleTerms): NonNullable<RoleTerms["contracts"]["orders"]> {
  if (contracts.orders === undefined) throw new RangeError("this chain has no order book");
  return contracts.orders;
}
