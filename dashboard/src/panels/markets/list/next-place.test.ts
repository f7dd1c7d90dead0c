import { expect, test } from "vitest";
import { nextPlace } from "./next-place.ts";

test.each([
  ["ArrowDown", 0, 10, 1],
  ["ArrowDown", 9, 10, 9],
  ["ArrowUp", 0, 10, 0],
  ["PageDown", 2, 10, 6],
  ["PageDown", 8, 10, 9],
  ["PageUp", 2, 10, 0],
  ["Home", 5, 10, 0],
  ["End", 5, 10, 9],
  ["a", 5, 10, null],
  ["End", 0, 0, null],
])("%s from %i of %i", (key, place, count, expected) => {
  expect(nextPlace(key, place, count, 4)).toBe(expected);
});
