import { describe, expect, test } from "vitest";
import { differencesMs, medianMinutesMs, mostFrequentMs } from "./spacing.ts";

const minuteMs = 60_000;

test.each<readonly [title: string, times: readonly (readonly number[])[], differences: readonly number[]]>([
  ["nothing", [], []],
  ["one time each", [[5], [9]], []],
  ["in any order, equal times once", [[30, 10, 30, 20, 10]], [10, 10]],
  [
    "of each symbol by itself, then together and in order",
    [
      [0, 5, 100],
      [1, 3],
    ],
    [2, 5, 95],
  ],
])("differences: %s", (_, times, differences) => {
  expect(differencesMs(times.map((tsMs) => ({ tsMs: [...tsMs] })))).toEqual(differences);
});

describe("the most frequent", () => {
  test.each<readonly [title: string, sorted: readonly number[], most: number | undefined]>([
    ["of none", [], undefined],
    ["of one", [7], 7],
    ["not the least", [1, 5, 5, 9], 5],
    ["of equals the shorter", [2, 2, 9, 9], 2],
    ["the longer where it is more frequent", [2, 2, 9, 9, 9], 9],
  ])("%s", (_, sorted, most) => {
    expect(mostFrequentMs(sorted)).toBe(most);
  });
});

describe("the lower median in whole minutes", () => {
  test.each<readonly [title: string, sorted: readonly number[], median: number | undefined]>([
    ["of none", [], undefined],
    ["of one", [minuteMs], minuteMs],
    ["of three the middle", [minuteMs, 2 * minuteMs, 9 * minuteMs], 2 * minuteMs],
    ["of four the lower", [minuteMs, 2 * minuteMs, 3 * minuteMs, 9 * minuteMs], 2 * minuteMs],
    ["halves up", [90_000], 2 * minuteMs],
    ["just below a half, down", [89_999], minuteMs],
    ["half a minute is one", [30_000], minuteMs],
    ["less is none", [29_999], 0],
  ])("%s", (_, sorted, median) => {
    expect(medianMinutesMs(sorted)).toBe(median);
  });
});
