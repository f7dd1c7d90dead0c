import { expect, test } from "vitest";
import { describeLag } from "./describe-lag.ts";

const minuteMs = 60_000;
const points = (...minutes: (number | null)[]) =>
  minutes.map((age, index) => ({ atMs: index, ageMs: age === null ? null : age * minuteMs }));
const at = (atMs: number) => `moment ${atMs}`;
const limits = { warnMs: 4 * minuteMs, errorMs: 10 * minuteMs };

test.each([
  ["nothing", { points: [], ...limits }, "Nothing of it is recorded in this range."],
  ["no row", { points: points(null), ...limits }, "Nothing of it is recorded in this range."],
  ["never late", { points: points(2, 4, null), ...limits }, "At most 4 m old, on moment 1. Never late."],
  [
    "late and stale",
    { points: points(2, 5, 11, 10, 5), ...limits },
    "At most 11 m old, on moment 2. It was stale once and late 3 times at 5 recorded moments.",
  ],
  ["no limit", { points: points(2), warnMs: null, errorMs: null }, "At most 2 m old, on moment 0. No limit is set."],
  [
    "an error limit alone",
    { points: points(2, 20), warnMs: null, errorMs: minuteMs * 10 },
    "At most 20 m old, on moment 1. It was stale once at 2 recorded moments.",
  ],
])("%s", (_, history, words) => {
  expect(describeLag(history, at)).toBe(words);
});
