import { grantLend, grantLendExit } from "./grant-lend.ts";
import { grantCancelOrders, grantOrder } from "./grant-order.ts";
import { grantSwap } from "./grant-swap.ts";
import type { Grant, Permission, RoleTerms } from "./permission.ts";

export function grantPermission(permission: Permission, terms: RoleTerms): Grant {
  switch (permission.kind) {
    case "swap":
      return grantSwap(permission, terms);
    case "lend":
      return grantLend(permission, terms);
    case "lend-exit":
      return grantLendExit(permission, terms);
    case "order":
      return grantOrder(permission, terms);
    case "cancel-orders":
      return grantCancelOrders(terms);
  }
}
