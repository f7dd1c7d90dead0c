import { expect, test } from "vitest";
import { CastState } from "../../../../contracts/cast.ts";
import { isTerminal } from "../../../../execute/core/lifecycle/decide.ts";
import { canBeCancelled, canBeUndone, hasEnded } from "./cast-acts.ts";
import { castOf } from "./test-cast.ts";

test("it has ended where the vault says so", () => {
  for (const state of CastState.options) expect([state, hasEnded({ state })]).toEqual([state, isTerminal(state)]);
});

test.each<[string, Parameters<typeof castOf>[0], "cancel" | "undo" | "neither"]>([
  ["waits", { state: "CREATED", blockNumber: null }, "cancel"],
  ["is on its way", { state: "PENDING", blockNumber: null }, "cancel"],
  ["hangs", { state: "STUCK", blockNumber: null }, "cancel"],
  ["is in a block that is not final", { state: "CONFIRMED", blockNumber: "7" }, "neither"],
  [
    "has placed an order that waits for its keeper",
    { state: "CONFIRMED", blockNumber: "7", reason: { code: "order-open", message: "" } },
    "undo",
  ],
  ["is final", { state: "FINALIZED", blockNumber: "7" }, "undo"],
  ["left something else than it promised", { state: "INCLUDED_UNVERIFIED", blockNumber: "7" }, "undo"],
  ["closed everything", { state: "FINALIZED", blockNumber: "7", cause: "close" }, "neither"],
  ["was undone by the chain", { state: "REVERTED", blockNumber: "7" }, "neither"],
  ["was taken back", { state: "CANCELLED", blockNumber: null }, "neither"],
])("what can be done about a cast that %s", (_, fields, expected) => {
  const cast = castOf({ reason: null, cause: "request", ...fields });
  expect(canBeCancelled(cast) ? "cancel" : canBeUndone(cast) ? "undo" : "neither").toBe(expected);
});
