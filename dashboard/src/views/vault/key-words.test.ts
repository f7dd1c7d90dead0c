import { expect, test } from "vitest";
import { SessionView } from "../../../../contracts/vault-view.ts";
import { describeKeyState } from "./key-state.ts";
import { splitWords } from "./split-words.ts";

const key = (state: SessionView["state"], expiresAtMs: number | null = 100) =>
  SessionView.parse({ state, address: null, expiresAtMs, words: [], allowanceLeft: [] });

test.each([
  ["none", 100, 50, "no session"],
  ["prepared", 100, 200, "not armed yet"],
  ["revoked", 100, 200, "destroyed"],
  ["armed", 100, 100, "armed"],
  ["armed", 100, 101, "its time is over"],
  ["armed", 100, null, "armed"],
  ["armed", null, 101, "armed"],
] as const)("%s until %s, at %s: %s", (state, expiresAtMs, chainTimeMs, words) => {
  expect(describeKeyState(key(state, expiresAtMs), chainTimeMs)).toBe(words);
});

test("what a thief could take stands apart, and no sentence is lost", () => {
  const words = ["Sell.", "A thief of the session key could sell: a loss of at most 0.5 WETH.", "Thieves aside."];
  expect(splitWords(words)).toEqual({ mays: [words[0], words[2]], losses: [words[1]] });
});
