import { expect, test } from "vitest";
import type { FreshnessState } from "../../../../contracts/freshness.ts";
import { describeLimits, describeStates, toneOfStates } from "./freshness-words.ts";

test.each<[FreshnessState[], string, string]>([
  [[], "none yet", "muted"],
  [["fresh", "fresh"], "all fresh", "muted"],
  [["fresh", "never"], "1 never seen", "muted"],
  [["late", "fresh", "late"], "2 late", "tone-warn"],
  [["never", "late", "stale", "fresh"], "1 stale, 1 late, 1 never seen", "tone-down"],
])("%j: %s", (states, words, tone) => {
  const readings = states.map((state) => ({ state }));
  expect([describeStates(readings), toneOfStates(readings)]).toEqual([words, tone]);
});

test.each([
  [360_000, 900_000, "late after 6 m, stale after 15 m"],
  [2_400_000, 5_400_000, "late after 40 m, stale after 1 h 30 m"],
  [90_000_000, 176_400_000, "late after 25 h, stale after 2 d 1 h"],
  [90_000, null, "late after 1 m 30 s"],
  [null, 259_200_000, "stale after 3 d"],
  [null, null, "no limit is set"],
])("%s and %s: %s", (warnMs, errorMs, words) => {
  expect(describeLimits({ warnMs, errorMs })).toBe(words);
});
