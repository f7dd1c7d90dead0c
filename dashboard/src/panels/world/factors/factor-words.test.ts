import { expect, test } from "vitest";
import { movedWords, shareWords } from "./factor-words.ts";

test.each([
  [0.05, -0.07, "It fell by 0.12 over the last 24 hours, from +0.05 to −0.07."],
  [-0.4, 0.1, "It rose by 0.50 over the last 24 hours, from −0.40 to +0.10."],
  [0.2, 0.202, "It stands where it stood at the start of the last 24 hours: +0.20."],
])("from %d to %d", (from, to, words) => {
  expect(movedWords(from, to, "the last 24 hours")).toBe(words);
});

test.each([
  [null, -0.4, "new, −0.40"],
  [-0.3, null, "gone, +0.30"],
  [-0.1, -0.2, "weighs more, −0.10"],
  [-0.2, -0.1, "weighs less, +0.10"],
])("from %s to %s", (before, after, words) => {
  expect(shareWords({ eventId: "e", eventTimeMs: 0, before, after, by: (after ?? 0) - (before ?? 0) })).toBe(words);
});
