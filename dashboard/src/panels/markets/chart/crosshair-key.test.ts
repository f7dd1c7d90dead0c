import { expect, test } from "vitest";
import { crosshairKey } from "./crosshair-key.ts";

test.each([
  ["ArrowLeft", 5, 9, 4],
  ["ArrowLeft", 0, 9, 0],
  ["ArrowRight", 5, 9, 6],
  ["ArrowRight", 8, 9, 8],
  ["PageUp", 2, 40, 12],
  ["PageDown", 2, 40, 0],
  ["Home", 5, 9, 0],
  ["End", 5, 9, 8],
  ["Tab", 5, 9, null],
  ["End", 0, 0, null],
])("%s on bar %i of %i", (key, index, count, expected) => {
  expect(crosshairKey(key, index, count)).toBe(expected);
});
