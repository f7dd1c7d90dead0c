import { expect, test } from "vitest";
import { CastState } from "../../../../contracts/cast.ts";
import { isTerminal } from "../../../../execute/core/lifecycle/decide.ts";
import { castOf } from "../../views/vault/test-cast.ts";
import { canBeUndone, castsOf, hasEnded } from "./cast-states.ts";

test("it has ended where the vault says so", () => {
  for (const state of CastState.options) expect([state, hasEnded({ state })]).toEqual([state, isTerminal(state)]);
});

test("what is final can be taken back, but for an emergency close", () => {
  expect(canBeUndone({ state: "FINALIZED", cause: "request" })).toBe(true);
  expect(canBeUndone({ state: "FINALIZED", cause: "close" })).toBe(false);
  expect(canBeUndone({ state: "REVERTED", cause: "request" })).toBe(false);
});

test("the casts of a spell, the newest first", () => {
  const at = (atWallMs: number, fields: object) =>
    castOf({ cause: "request", spell: "ironvine", ...fields, steps: [{ state: "CREATED", atWallMs }] });
  const casts = [
    at(1, { state: "FINALIZED" }),
    at(3, { state: "PENDING", cause: "fire" }),
    at(4, { state: "FINALIZED", cause: "fire" }),
    at(2, { state: "REFUSED" }),
    at(9, { spell: "everbloom" }),
  ];
  expect(castsOf(casts, "ironvine", 9).map(({ steps }) => steps[0]?.atWallMs)).toEqual([3, 2, 1]);
  expect(castsOf(casts, "ironvine", 1)).toHaveLength(1);
});
