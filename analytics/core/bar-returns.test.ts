import { expect, test } from "vitest";
import { barReturns } from "./bar-returns.ts";

const none = Number.NaN;

test.each<[string, number[] | undefined, number[] | undefined, number[], number[]]>([
  ["a price that changed in both bars", [1], [2], [4], [Math.log(2)]],
  ["a price that stands still has no return", [1], [2], [2], [none]],
  ["nor has the one that catches up", [2], [2], [4], [none]],
  ["a price that is missing now", [1], [2], [none], [none]],
  ["one that was missing", [1], [none], [4], [none]],
  ["one that was missing before that", [none], [2], [4], [none]],
  ["a bar that is missing", [1], undefined, [4], [none]],
  ["the second bar of a history", undefined, [2], [4], [none]],
  ["an asset that came later", [1], [2, 5], [4, 6], [Math.log(2), none]],
  ["several", [1, 1, 3], [2, 1, 2], [1, 2, 1], [Math.log(0.5), none, Math.log(0.5)]],
])("%s", (_, before, last, present, returns) => {
  const row = (prices: number[] | undefined) => (prices === undefined ? undefined : Float64Array.from(prices));
  expect(Array.from(barReturns(row(before), row(last), Float64Array.from(present)))).toEqual(returns);
});
