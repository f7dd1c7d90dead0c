import { expect, test } from "vitest";
import { drawnPlaces } from "./drawn-places.ts";

test.each([
  ["from the top", 0, 10, 100, -1, 0, 15],
  ["in the middle, in whole batches", 30, 40, 100, -1, 24, 47],
  ["one row on, the same", 31, 41, 100, -1, 24, 47],
  ["at the end", 90, 99, 100, -1, 80, 99],
  ["fewer than fit", 0, 2, 3, 1, 0, 2],
])("%s", (_, first, last, count, focused, from, until) => {
  const places = drawnPlaces(first, last, count, focused);
  expect([places[0], places.at(-1), places.length]).toEqual([from, until, until - from + 1]);
});

test("the row with the focus stays, before or after the others", () => {
  expect(drawnPlaces(30, 40, 100, 3).slice(0, 2)).toEqual([3, 24]);
  expect(drawnPlaces(30, 40, 100, 90).slice(-2)).toEqual([47, 90]);
  expect(drawnPlaces(30, 40, 100, 100)).toEqual(drawnPlaces(30, 40, 100, -1));
});
