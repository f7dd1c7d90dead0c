import { type Address, encodeFunctionData, type Hex } from "viem";
import { erc20Abi, rolesAbi } from "./abis.ts";
import { endMemberships, type RoleMember } from "./permissions/end-membership.ts";
import type { Approval } from "./permissions/permission.ts";
import type { Call } from "./safe-tx.ts";

export type DisarmInput = {
  readonly roles: Address;
  /** The session's key, and the emergency key where there is one. */
  readonly members: readonly RoleMember[];
  /** The Roles modifier's own modules in the order in which it lists them (`rolesModules` of the chain client). */
  readonly rolesModules: readonly Address[];
  /** Allowances to end. Those that are not named stay for the next session, with their refills going on. */
  readonly clearAllowances: readonly Hex[];
  /** Takes back what a contract may still draw, where an approval was left. */
  readonly approvals: readonly Approval[];
};

/**
 * The calls which revoke keys on chain: membership ends, and they are no modules of the modifier any more. Safe to
 * sign when the session was never armed.
 */
export function buildDisarmPlan(input: DisarmInput): {
  readonly calls: readonly Call[];
  readonly words: readonly string[];
} {
  const clearAllowance = (key: Hex): Call => ({
    to: input.roles,
    value: 0n,
    data: encodeFunctionData({ abi: rolesAbi, functionName: "setAllowance", args: [key, 0n, 0n, 0n, 0n, 0n] }),
  });
  const approvals = input.approvals.map(
    ({ token, spender }): Call => ({
      to: token,
      value: 0n,
      data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, 0n] }),
    }),
  );
  return {
    calls: [
      ...endMemberships(input.roles, input.members, input.rolesModules),
      ...input.clearAllowances.map(clearAllowance),
      ...approvals,
    ],
    words: [
      input.members.length === 1 ? "The session key can do nothing any more." : "The keys can do nothing any more.",
      ...(input.clearAllowances.length === 0
        ? ["What is left of allowances stays for the next session."]
        : ["What was left of its allowances is gone."]),
      ...(approvals.length === 0 ? [] : ["What may still be drawn from your Safe is taken back."]),
    ],
  };
}
