import { type Address, encodeFunctionData, type Hex } from "viem";
import { rolesAbi } from "../abis.ts";
import type { Call } from "../safe-tx.ts";
import { encodeAssignRole } from "./encode-role.ts";

/** A key and the role that it has. Only its address is needed: a key that is lost is revoked the same way. */
export type RoleMember = { readonly key: Address; readonly roleKey: Hex };

/**
 * The owner's calls that end memberships: each key loses its role and is no module of the modifier any more. Either
 * alone would stop it. `rolesModules` are the modifier's own modules in the order in which it lists them. Safe to
 * sign for a key that never became a member.
 */
export function endMemberships(
  roles: Address,
  members: readonly RoleMember[],
  rolesModules: readonly Address[],
): readonly Call[] {
  const listed = rolesModules.map((module) => module.toLowerCase() as Address);
  return members.flatMap(({ key, roleKey }): readonly Call[] => {
    const lower = key.toLowerCase() as Address;
    // Assigning enables its member as a module even when it takes the role away: it is then the first.
    if (!listed.includes(lower)) listed.unshift(lower);
    const index = listed.indexOf(lower);
    const predecessor = listed[index - 1] ?? listSentinel;
    listed.splice(index, 1);
    const disable = encodeFunctionData({ abi: rolesAbi, functionName: "disableModule", args: [predecessor, key] });
    return [encodeAssignRole(key, roleKey, false), disable].map((data) => ({ to: roles, value: 0n, data }));
  });
}

const listSentinel: Address = "0x0000000000000000000000000000000000000001";
