import { type Address, encodeFunctionData, type Hex } from "viem";
import { erc20Abi, rolesAbi } from "./abis.ts";
import { encodeAssignRole } from "./arm-plan.ts";
import type { Call } from "./safe-tx.ts";

export type DisarmInput = {
  readonly roles: Address;
  /** Only the address is needed: a session whose key is lost is revoked the same way. */
  readonly sessionKey: Address;
  readonly roleKey: Hex;
  /** The Roles modifier's own modules in the order in which it lists them (`rolesModules` of the chain client). */
  readonly rolesModules: readonly Address[];
  readonly allowanceKeys: { readonly approve: Hex; readonly swap: Hex };
  /** Takes back what a router may still draw, where an approval was left. */
  readonly approvals: readonly { readonly token: Address; readonly spender: Address }[];
};

/**
 * The calls which revoke a session on chain: membership ends, the key is no module of the modifier any more, and
 * both allowances are zero. Each alone would stop the key. Safe to sign when the session was never armed.
 */
export function buildDisarmPlan(input: DisarmInput): {
  readonly calls: readonly Call[];
  readonly words: readonly string[];
} {
  const admin = (data: Hex): Call => ({ to: input.roles, value: 0n, data });
  const clearAllowance = (key: Hex) =>
    admin(encodeFunctionData({ abi: rolesAbi, functionName: "setAllowance", args: [key, 0n, 0n, 0n, 0n, 0n] }));
  const predecessor = findPredecessor(input.rolesModules, input.sessionKey);
  const disable = admin(
    encodeFunctionData({ abi: rolesAbi, functionName: "disableModule", args: [predecessor, input.sessionKey] }),
  );
  const approvals = input.approvals.map(
    ({ token, spender }): Call => ({
      to: token,
      value: 0n,
      data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, 0n] }),
    }),
  );
  return {
    // Membership first: assigning enables its member as a module even when it takes the role away.
    calls: [
      admin(encodeAssignRole(input.sessionKey, input.roleKey, false)),
      disable,
      clearAllowance(input.allowanceKeys.approve),
      clearAllowance(input.allowanceKeys.swap),
      ...approvals,
    ],
    words: [
      "The session key can do nothing any more.",
      "What was left of its allowances is gone.",
      ...(approvals.length === 0 ? [] : ["The router can draw nothing from your Safe any more."]),
    ],
  };
}

/** The module listed before the given one. One that is not listed will be first: taking its role away lists it. */
function findPredecessor(modules: readonly Address[], module: Address): Address {
  const index = modules.findIndex((listed) => listed.toLowerCase() === module.toLowerCase());
  return modules[index - 1] ?? listSentinel;
}

const listSentinel: Address = "0x0000000000000000000000000000000000000001";
