import { expect, test } from "vitest";
import { nextDelayMs } from "./next-delay.ts";

test.each([
  [1, 0, 250],
  [1, 0.999, 500],
  [2, 0.5, 750],
  [5, 0.999, 7_996],
  [6, 0, 7_500],
  [50, 0.999, 14_993],
  [2_000, 0.5, 11_250],
])("attempt %i, random %f → %i ms", (attempt, random, delayMs) => {
  expect(nextDelayMs(attempt, random)).toBe(delayMs);
});
