import { type Address, encodeFunctionData, type Hex, keccak256, stringToHex } from "viem";
import { rolesAbi } from "../abis.ts";
import { anyOf, ExecutionOptions, flattenConditions } from "../role-conditions.ts";
import type { Call } from "../safe-tx.ts";
import { encodeSetAllowance, mergeAllowances, type PlannedAllowance } from "./allowance.ts";
import type { Approval, Grant, RoleTerms, ScopedFunction } from "./permission.ts";

/** A role's key: a pure function of its holder's id, so that it survives a lost record. A new session has a new one. */
export function deriveRoleKey(holder: RoleTerms["holder"], id: string): Hex {
  return keccak256(stringToHex(JSON.stringify(["role", holder, id])));
}

/** Calldata that makes `member` a member of the role, or ends it. */
export function encodeAssignRole(member: Address, roleKey: Hex, isMember: boolean): Hex {
  return encodeFunctionData({ abi: rolesAbi, functionName: "assignRoles", args: [member, [roleKey], [isMember]] });
}

/** The owner's calls on the modifier that give a key a role with exactly these grants. */
export function encodeRole(input: {
  readonly roles: Address;
  readonly member: Address;
  readonly roleKey: Hex;
  readonly grants: readonly Grant[];
}): { readonly calls: readonly Call[]; readonly allowances: readonly PlannedAllowance[] } {
  const { roles, member, roleKey, grants } = input;
  const allowances = mergeAllowances(grants.flatMap((grant) => grant.allowances));
  const scopes = mergeScopes(grants.flatMap((grant) => grant.scopes));
  const targets = new Map(scopes.map(({ target }) => [target.toLowerCase(), target]));
  const scopeTarget = (target: Address) =>
    encodeFunctionData({ abi: rolesAbi, functionName: "scopeTarget", args: [roleKey, target] });
  const scopeFunction = ({ target, selector, condition }: ScopedFunction) =>
    encodeFunctionData({
      abi: rolesAbi,
      functionName: "scopeFunction",
      args: [roleKey, target, selector, flattenConditions(condition), ExecutionOptions.none],
    });
  const data = [
    encodeAssignRole(member, roleKey, true),
    ...allowances.flatMap((allowance) => encodeSetAllowance(allowance) ?? []),
    ...[...targets.values()].map(scopeTarget),
    ...scopes.map(scopeFunction),
  ];
  return { calls: data.map((call) => ({ to: roles, value: 0n, data: call })), allowances };
}

/**
 * One entry per function: the modifier holds one condition for each and takes the last that it is given. Two
 * permissions for the same function become one that meets either, in the order of the permissions.
 */
export function mergeScopes(scopes: readonly ScopedFunction[]): readonly ScopedFunction[] {
  const byFunction = Map.groupBy(scopes, ({ target, selector }) => `${target.toLowerCase()} ${selector}`);
  return [...byFunction.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const different = new Map(same.map(({ condition }) => [JSON.stringify(condition), condition]));
    return different.size === 1 ? [first] : [{ ...first, condition: anyOf([...different.values()]) }];
  });
}

/** Each approval once. */
export function listApprovals(grants: readonly Grant[]): readonly Approval[] {
  const all = grants.flatMap(({ approvals }) => approvals);
  const different = new Map(all.map((approval) => [`${approval.token} ${approval.spender}`.toLowerCase(), approval]));
  return [...different.values()];
}
