import { expect, test } from "vitest";
import { compareCodePoints } from "./compare-code-points.ts";

test.each([
  ["", "A", -1],
  ["A", "A", 0],
  ["A", "AA", -1],
  ["B", "AA", 1],
  ["Z", "a", -1],
  // U+FF5E comes before U+1F600, whose first UTF-16 unit is smaller.
  ["\uff5e", "\u{1f600}", -1],
])("%j against %j", (left, right, sign) => {
  expect(Math.sign(compareCodePoints(left, right))).toBe(sign);
  expect(Math.sign(compareCodePoints(right, left))).toBe(0 - sign);
});
