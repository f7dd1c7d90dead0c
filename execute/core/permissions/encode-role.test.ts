import { type Address, decodeFunctionData, type Hex } from "viem";
import { describe, expect, test } from "vitest";
import { rolesAbi } from "../abis.ts";
import {
  anyOf,
  anyValue,
  equalToNumber,
  flattenConditions,
  matchesParameters,
  matchesTuple,
} from "../role-conditions.ts";
import { encodeRole, mergeScopes } from "./encode-role.ts";
import { endMemberships } from "./end-membership.ts";
import type { Grant } from "./permission.ts";

const address = (digit: string): Address => `0x${digit.repeat(40)}` as Address;
const roleKey: Hex = `0x${"7".repeat(64)}`;
const one = matchesParameters([equalToNumber(1)]);
const two = matchesParameters([equalToNumber(2)]);
const grant = (scopes: Grant["scopes"]): Grant => ({ scopes, approvals: [], allowances: [], words: [], losses: [] });
const scope = (target: Address, condition = one, selector: Hex = "0x12345678") => ({ target, selector, condition });

describe("the functions of several permissions", () => {
  test("become one that takes either where they are the same", () => {
    const merged = mergeScopes([scope(address("a")), scope(address("b")), scope(address("a"), two)]);
    expect(merged).toEqual([scope(address("a"), anyOf([one, two])), scope(address("b"))]);
  });

  test("stay as they are where the conditions are the same, or the functions are not", () => {
    const other = scope(address("a"), two, "0x87654321");
    expect(mergeScopes([scope(address("a")), scope(address("A")), other])).toEqual([scope(address("a")), other]);
  });

  test("scope each target once, and before its functions", () => {
    const { calls } = encodeRole({
      roles: address("9"),
      member: address("8"),
      roleKey,
      grants: [
        grant([scope(address("a")), scope(address("b"))]),
        grant([scope(address("a"), two), scope(address("a"), two, "0x87654321")]),
      ],
    });
    const names = calls.map(({ data }) => {
      const { functionName, args } = decodeFunctionData({ abi: rolesAbi, data });
      return functionName.startsWith("scope") ? `${functionName} ${String(args[1]).slice(2, 3)}` : functionName;
    });
    expect(names.map((name) => name.toLowerCase())).toEqual([
      "assignroles",
      "scopetarget a",
      "scopetarget b",
      "scopefunction a",
      "scopefunction b",
      "scopefunction a",
    ]);
    expect(calls.every(({ to, value }) => to === address("9") && value === 0n)).toBe(true);
  });
});

describe("conditions as the modifier stores them", () => {
  test("stand breadth first, each after its parent", () => {
    const flat = flattenConditions(anyOf([matchesTuple([anyValue, equalToNumber(5)]), one]));
    expect(flat.map(({ parent }) => parent)).toEqual([0, 0, 0, 1, 2, 3, 3]);
    expect(flat.every(({ parent }, index) => parent < index || index === 0)).toBe(true);
  });

  test("are at most 256", () => {
    const wide = (width: number) => matchesParameters(Array.from({ length: width }, () => anyValue));
    expect(flattenConditions(wide(255))).toHaveLength(256);
    expect(() => flattenConditions(wide(256))).toThrow(RangeError);
  });
});

test("memberships end one after the other, each after the one that is listed before it then", () => {
  const member = (digit: string) => ({ key: address(digit), roleKey });
  const predecessorsOf = (digits: string, listed: string) =>
    endMemberships(address("9"), [...digits].map(member), [...listed].map(address)).flatMap(({ data }) => {
      const call = decodeFunctionData({ abi: rolesAbi, data });
      return call.functionName === "disableModule" ? [call.args[0].slice(-1)] : [];
    });
  // 1 stands for the head of the list.
  expect(predecessorsOf("2", "2")).toEqual(["1"]);
  expect(predecessorsOf("3", "234")).toEqual(["2"]);
  expect(predecessorsOf("324", "234")).toEqual(["2", "1", "1"]);
  expect(predecessorsOf("524", "234")).toEqual(["1", "1", "3"]);
});
