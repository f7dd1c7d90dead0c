import { expect, test } from "vitest";
import type { Cast } from "../../contracts/cast.ts";
import { judgeBreakers } from "./breakers.ts";
import { newCast } from "./test-cast.ts";
import { activeEntry, findTradingBar, stricterOf, type TradingState, type TradingStateEntry } from "./trading-state.ts";

const ended = (state: Cast["state"], code = "x"): Pick<Cast, "state" | "reason"> => ({
  state,
  reason: { code, message: "why" },
});
const reverted = ended("REVERTED");
const entry = (state: TradingState): TradingStateEntry => ({ state, reason: "a reason", by: "somebody", atWallMs: 1 });

test.each<[string, Pick<Cast, "state" | "reason">[], TradingState | null]>([
  ["two reverts", [reverted, reverted], null],
  ["three reverts in a row", [reverted, reverted, reverted], "REDUCING"],
  ["refused ones between them do not count", [reverted, ended("REFUSED"), reverted, reverted], "REDUCING"],
  ["one that went well between them", [reverted, ended("FINALIZED"), reverted, reverted], null],
  ["a broken promise", [ended("INCLUDED_UNVERIFIED", "post-condition")], "REDUCING"],
  ["a promise that could not be checked", [ended("INCLUDED_UNVERIFIED", "unread-balance")], null],
])("%s, newest first: %s", (_what, latest, state) => {
  expect(judgeBreakers(latest, activeEntry, 5)?.state ?? null).toBe(state);
});

test.each<TradingState>(["REDUCING", "HALTED"])("a vault that is %s already is left as it is", (state) => {
  expect(judgeBreakers([reverted, reverted, reverted], entry(state), 5)).toBeNull();
});

test.each<[TradingState, Cast["cause"], boolean, boolean]>([
  ["ACTIVE", "fire", false, true],
  ["REDUCING", "fire", false, false],
  ["REDUCING", "fire", true, true],
  ["HALTED", "fire", true, false],
  ["HALTED", "rule", true, false],
  ["HALTED", "close", true, true],
])("%s: a cast by a %s that reduces exposure (%s) may go on: %s", (state, cause, reduces, mayGoOn) => {
  expect(findTradingBar(entry(state), newCast({ cause }), reduces) === null).toBe(mayGoOn);
});

test("of the vault's own state and that of all the stricter counts, the vault's own where they are equal", () => {
  const own = { ...entry("REDUCING"), by: "own" };
  expect(stricterOf(own, entry("ACTIVE")).by).toBe("own");
  expect(stricterOf(own, entry("REDUCING")).by).toBe("own");
  expect(stricterOf(own, entry("HALTED")).state).toBe("HALTED");
});
