import type { Address } from "viem";
import { describeSecond, type RolePlan } from "./arm-plan.ts";
import type { AllowanceSetting } from "./permissions/allowance.ts";
import { deriveRoleKey, encodeRole, listApprovals } from "./permissions/encode-role.ts";
import type { RoleMember } from "./permissions/end-membership.ts";
import { grantClaim } from "./permissions/grant-claim.ts";
import { grantLendExit } from "./permissions/grant-lend.ts";
import { grantCancelOrders } from "./permissions/grant-order.ts";
import { grantRevoke } from "./permissions/grant-revoke.ts";
import { grantSwap } from "./permissions/grant-swap.ts";
import type { ArmToken, LendExitPermission, PriceFloor, RoleContracts, RoleTerms } from "./permissions/permission.ts";

export type EmergencyInput = {
  readonly roles: Address;
  /** Address of the emergency key, another one than the session's. */
  readonly emergencyKey: Address;
  /** Names the role; a new emergency key gets a new one. */
  readonly emergencyId: string;
  readonly expiresAtSeconds: bigint;
  readonly contracts: RoleContracts;
  /** The token that everything is sold for. */
  readonly stable: ArmToken;
  /** What may be sold, each with an allowance of its own that trading does not use up. */
  readonly sells: readonly { readonly token: ArmToken; readonly allowance: AllowanceSetting }[];
  readonly priceFloor: PriceFloor;
  /** Ways out of the lending pool. */
  readonly lending?: Omit<LendExitPermission, "kind">;
  readonly cancelsOrders: boolean;
  /** The trading session that this key can end. A new session needs a new emergency plan. */
  readonly ends: RoleMember;
};

/**
 * The calls that install the emergency key, for the same batch as `buildArmPlan`'s and after them. Whatever it does
 * reduces what the vault has at risk: it sells for the stable token, repays, takes collateral back into the Safe,
 * cancels orders, and ends the trading session. It cannot buy, borrow, lend, or change any other role.
 */
export function buildEmergencyPlan(input: EmergencyInput): RolePlan {
  const { roles, contracts, expiresAtSeconds, stable, priceFloor, ends } = input;
  if (expiresAtSeconds <= 0n || expiresAtSeconds >= 2n ** 64n) throw new RangeError("an emergency key needs an end");
  if (input.emergencyKey.toLowerCase() === ends.key.toLowerCase()) {
    throw new RangeError("the emergency key is another one than the session's");
  }
  const terms: RoleTerms = { holder: "emergency", roles, contracts, expiresAtSeconds };
  const roleKey = deriveRoleKey("emergency", input.emergencyId);
  const granted = [
    ...input.sells.map(({ token, allowance }) =>
      grantSwap({ kind: "swap", sell: token, buy: stable, allowance, priceFloor }, terms),
    ),
    ...(input.lending === undefined ? [] : [grantLendExit({ kind: "lend-exit", ...input.lending }, terms)]),
    ...(input.cancelsOrders ? [grantCancelOrders(terms)] : []),
    grantRevoke({ kind: "revoke", member: ends.key, roleKey: ends.roleKey }, terms),
    grantClaim(terms),
  ];
  const { calls, allowances } = encodeRole({ roles, member: input.emergencyKey, roleKey, grants: granted });
  return {
    calls,
    roleKey,
    allowances,
    approvals: listApprovals(granted),
    words: [
      "A second key, for emergencies only, can do no more than this:",
      ...granted.flatMap(({ words }) => words),
      `Nothing after ${describeSecond(expiresAtSeconds)}.`,
    ],
    worstLoss: { parts: granted.flatMap(({ losses }) => losses) },
  };
}
