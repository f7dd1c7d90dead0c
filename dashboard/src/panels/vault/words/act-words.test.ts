import { expect, test } from "vitest";
import { closeAct, isLooser, tradingStateAct } from "./act-words.ts";
import { bpsWords, readDays, readPercentBps } from "./durations.ts";
import { describeProblem } from "./problem-words.ts";

test.each([
  ["ACTIVE", "HALTED", true],
  ["ACTIVE", "REDUCING", true],
  ["REDUCING", "HALTED", true],
  ["ACTIVE", "ACTIVE", false],
  ["REDUCING", "ACTIVE", false],
  ["HALTED", "ACTIVE", false],
] as const)("%s after %s is looser: %s", (wanted, now, looser) => {
  expect(isLooser(wanted, now)).toBe(looser);
  const words = tradingStateAct(wanted, now, "calm again");
  expect(words.isDangerous).toBe(looser);
  expect(words.sentences.join(" ").includes("as many owners sign")).toBe(looser);
  expect(words.sentences.join(" ")).toContain("calm again");
});

test.each([
  [true, "the emergency key does the closing"],
  [false, "the session key does the closing"],
])("an emergency close says which key does it", (hasKey, words) => {
  expect(closeAct(hasKey).sentences.join(" ")).toContain(words);
});

test.each([
  ["7", 7],
  [" 365 ", 365],
  ["0", null],
  ["366", null],
  ["1.5", null],
  ["", null],
])("days: %s", (text, days) => {
  expect(readDays(text)).toBe(days);
});

test.each([
  ["8", 800, "8 %"],
  ["0.25", 25, "0.25 %"],
  ["0.1", 10, "0.1 %"],
  ["100", 10_000, "100 %"],
])("percent: %s", (text, bps, words) => {
  expect(readPercentBps(text)).toBe(bps);
  expect(bpsWords(bps)).toBe(words);
});

test.each(["", "-1", "101", "0.123", "x"])("no percentage: %s", (text) => {
  expect(readPercentBps(text)).toBeNull();
});

test.each([
  ["cancelled", "Nothing was done: you went back."],
  ["no-owner", "Nothing was done. Why."],
  ["refused", "The vault refused it, and nothing was done: Why."],
  ["unreachable", "Nothing was done. Why. What you typed is still here."],
  ["waits", "Why."],
  ["unknown", "It was sent and no answer came, so it may have been done. Look at the vault before you ask again. Why."],
] as const)("%s", (kind, words) => {
  expect(describeProblem({ kind, code: kind === "refused" ? "over-limit" : null, detail: "Why." })).toBe(words);
});

test("what this page or the server refuses is not laid on the vault", () => {
  expect(describeProblem({ kind: "refused", code: null, detail: "Why." })).toBe("Nothing was done. Why.");
});
