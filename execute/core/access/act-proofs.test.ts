import { expect, test } from "vitest";
import { type ActName, actBodies } from "../act-bodies.ts";
import type { TradingState } from "../trading-state.ts";
import { agentScopes, isStop, proofOf } from "./act-proofs.ts";

const names = Object.keys(actBodies) as ActName[];

test("what moves value, lets somebody in or raises a limit needs the owners' fresh signatures", () => {
  const byOwners = names.filter((name) => proofOf(name, "{}", "ACTIVE") === "owners");
  expect(new Set(byOwners)).toEqual(
    new Set([
      "confirm-session",
      "grant-agent",
      "open",
      "prepare-session",
      "rotate-session",
      "set-limits",
      // Its body says nothing that can be read.
      "set-trading-state",
      "withdraw",
    ]),
  );
});

test("what closes positions or takes power away needs one owner's fresh signature, as do rules", () => {
  const byOwner = names.filter((name) => proofOf(name, "{}", "ACTIVE") === "owner");
  expect(new Set(byOwner)).toEqual(
    new Set(["emergency-close", "put-rule", "remove-rule", "revoke-agent", "void-prepared"]),
  );
});

test.each<[TradingState, TradingState, string]>([
  ["ACTIVE", "ACTIVE", "sign-in"],
  ["ACTIVE", "REDUCING", "sign-in"],
  ["ACTIVE", "HALTED", "sign-in"],
  ["REDUCING", "HALTED", "sign-in"],
  ["REDUCING", "ACTIVE", "owners"],
  ["HALTED", "HALTED", "sign-in"],
  ["HALTED", "REDUCING", "owners"],
  ["HALTED", "ACTIVE", "owners"],
])("a vault that is %s shall be %s: %s", (now, state, proof) => {
  expect(proofOf("set-trading-state", JSON.stringify({ state, reason: "why" }), now)).toBe(proof);
});

test.each([
  "",
  "null",
  "[]",
  '{"state":"OFF","reason":"why"}',
  '{"state":"HALTED"}',
  '{"state":["HALTED"],"reason":""}',
])("a trading state that cannot be read (%s) stops nothing and needs the owners", (body) => {
  expect(proofOf("set-trading-state", body, "ACTIVE")).toBe("owners");
  expect(isStop("set-trading-state", body)).toBe(false);
});

test("only disarm and halt are done for a remembered owner while the chain cannot be asked", () => {
  const halted = JSON.stringify({ state: "HALTED", reason: "why" });
  expect(names.filter((name) => isStop(name, halted))).toEqual(["disarm", "set-trading-state"]);
  expect(isStop("set-trading-state", JSON.stringify({ state: "REDUCING", reason: "why" }))).toBe(false);
});

test("an agent can be granted no act that a sign-in cannot do", () => {
  const beyond = (Object.keys(agentScopes) as ActName[]).filter((name) => proofOf(name, "{}", "ACTIVE") !== "sign-in");
  expect(beyond).toEqual([]);
});
