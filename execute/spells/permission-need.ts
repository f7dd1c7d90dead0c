import { formatUnits } from "viem";
import type { ArmToken } from "../core/permissions/permission.ts";

/**
 * What a spell needs of the session's role: a permission without the amounts, which are the owner's to say.
 * `unitsPerCast` is what one cast uses of the allowance, null where that depends on the chain when it is cast.
 */
export type PermissionNeed =
  | { readonly kind: "swap"; readonly sell: ArmToken; readonly buy: ArmToken; readonly unitsPerCast: bigint | null }
  | {
      readonly kind: "lend";
      readonly supply: ArmToken;
      readonly borrow: ArmToken;
      readonly unitsPerCast: bigint | null;
    }
  | { readonly kind: "lend-exit"; readonly withdraw: readonly ArmToken[]; readonly repay: ArmToken }
  | { readonly kind: "order"; readonly sell: ArmToken; readonly buy: ArmToken; readonly unitsPerCast: bigint | null }
  | { readonly kind: "cancel-orders" }
  /** Of the emergency key alone. */
  | { readonly kind: "end-session" };

/** "Sell USDC for WETH, 100 USDC with each cast." */
export function describeNeed(need: PermissionNeed): string {
  const each = (token: ArmToken, units: bigint | null) =>
    units === null ? "" : `, ${formatUnits(units, token.decimals)} ${token.symbol} with each cast`;
  switch (need.kind) {
    case "swap":
      return `Sell ${need.sell.symbol} for ${need.buy.symbol} in the pool${each(need.sell, need.unitsPerCast)}.`;
    case "lend":
      return `Lend ${need.supply.symbol}${each(need.supply, need.unitsPerCast)}, and borrow ${need.borrow.symbol}.`;
    case "lend-exit": {
      const taken = need.withdraw.map(({ symbol }) => symbol).join(" and ");
      return `Repay ${need.repay.symbol}, and take lent ${taken} back into the Safe.`;
    }
    case "order":
      return `Make orders that sell ${need.sell.symbol} for ${need.buy.symbol}${each(need.sell, need.unitsPerCast)}.`;
    case "cancel-orders":
      return "Cancel the Safe's orders.";
    case "end-session":
      return "End the trading session.";
  }
}
