import { type Address, encodeFunctionData, type Hex } from "viem";
import { rolesAbi, safeAbi } from "./abis.ts";
import type { PlannedAllowance } from "./permissions/allowance.ts";
import { deriveRoleKey, encodeRole, listApprovals } from "./permissions/encode-role.ts";
import { endMemberships, type RoleMember } from "./permissions/end-membership.ts";
import { grantClaim } from "./permissions/grant-claim.ts";
import { grantPermission } from "./permissions/grant-permission.ts";
import type { Approval, Permission, RoleContracts, RoleTerms } from "./permissions/permission.ts";
import { selectors } from "./permissions/selectors.ts";
import type { WorstLoss } from "./permissions/worst-loss.ts";
import type { Call } from "./safe-tx.ts";

export type ArmInput = {
  readonly safe: Address;
  readonly roles: Address;
  /** Address of the session key. It holds no ether and never submits a transaction itself. */
  readonly sessionKey: Address;
  /** Names the role; a new session gets a new one. Allowances are the vault's and go on from session to session. */
  readonly sessionId: string;
  /** Last second of chain time (Unix) in which the session can do anything. */
  readonly expiresAtSeconds: bigint;
  readonly isRolesEnabled: boolean;
  readonly contracts: RoleContracts;
  readonly permissions: readonly Permission[];
  /**
   * Rotation: keys that lose their roles in the same transaction. Two sessions of a vault share its allowances, so
   * an earlier one that is still a member would spend from what this one is given.
   */
  readonly replaces?: { readonly members: readonly RoleMember[]; readonly rolesModules: readonly Address[] };
};

export type RolePlan = {
  /** For one batch of the Safe (`buildSafeBatch`), which the owner signs once. */
  readonly calls: readonly Call[];
  readonly roleKey: Hex;
  readonly allowances: readonly PlannedAllowance[];
  /** What the key can let other contracts draw: for `buildDisarmPlan`, which takes it back. */
  readonly approvals: readonly Approval[];
  /** What the key may and may not do, one plain sentence each. */
  readonly words: readonly string[];
  readonly worstLoss: WorstLoss;
};
export type ArmPlan = RolePlan;

/** The calls that install a session: the role, its allowances and exactly the functions that its casts use. */
export function buildArmPlan(input: ArmInput): ArmPlan {
  const { roles, contracts, expiresAtSeconds, permissions, replaces } = input;
  if (permissions.length === 0) throw new RangeError("a session needs a permission");
  if (expiresAtSeconds <= 0n || expiresAtSeconds >= 2n ** 64n) throw new RangeError("a session needs an end");
  const terms: RoleTerms = { holder: "session", roles, contracts, expiresAtSeconds };
  const roleKey = deriveRoleKey("session", input.sessionId);
  const granted = permissions.map((permission) => grantPermission(permission, terms));
  const claim = grantClaim(terms);
  const { calls, allowances } = encodeRole({ roles, member: input.sessionKey, roleKey, grants: [claim, ...granted] });
  const enable: Call = {
    to: input.safe,
    value: 0n,
    data: encodeFunctionData({ abi: safeAbi, functionName: "enableModule", args: [roles] }),
  };
  return {
    calls: [
      ...(input.isRolesEnabled ? [] : [enable]),
      ...(replaces === undefined ? [] : endMemberships(roles, replaces.members, replaces.rolesModules)),
      ...calls,
      unwrapBatches(roles, contracts),
    ],
    roleKey,
    allowances,
    approvals: listApprovals(granted),
    words: [
      ...granted.flatMap(({ words }) => words),
      ...claim.words,
      `Nothing after ${describeSecond(expiresAtSeconds)}.`,
      "Nothing else: no transfers, no ether, no other contract, no change of owners or modules.",
      "You can revoke this at any time with your own signature.",
    ],
    worstLoss: { parts: granted.flatMap(({ losses }) => losses) },
  };
}

/** Makes the modifier look into a batch and judge each call of it. */
function unwrapBatches(roles: Address, contracts: RoleContracts): Call {
  const args = [contracts.multiSendCallOnly, selectors.multiSend, contracts.multiSendUnwrapper] as const;
  const data = encodeFunctionData({ abi: rolesAbi, functionName: "setTransactionUnwrapper", args });
  return { to: roles, value: 0n, data };
}

/** "2021-05-20T12:00:00Z" */
export function describeSecond(second: bigint): string {
  return new Date(Number(second) * 1000).toISOString().replace(".000Z", "Z");
}
