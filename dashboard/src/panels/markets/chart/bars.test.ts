import { expect, test } from "vitest";
import { priceSnapshot } from "../../../data/test-data.ts";
import { type Bar, barStartMs, extendBars } from "./bars.ts";

const minute = 60_000;
const barMs = 10 * minute;
const at = (minutes: number, priceUsd: number) => ({ atMs: minutes * minute, priceUsd });
const none = { barMs, tick: null, tickMs: 0 };
const told = (bars: readonly Bar[]) =>
  bars.map(
    ({ startMs, openUsd, highUsd, lowUsd, closeUsd, windows }) =>
      `${startMs / minute}: ${openUsd} ${highUsd} ${lowUsd} ${closeUsd} (${windows})`,
  );

test.each([
  [2, 0],
  [10, 0],
  [12, 10],
  [20, 10],
])("a window that ended at minute %i belongs to the bar from minute %i on", (end, start) => {
  expect(barStartMs(end * minute, barMs)).toBe(start * minute);
});

test("points alone make bars: each lends the way from the price before, but not over a hole", () => {
  const points = [at(2, 10), at(4, 12), at(10, 8), at(12, 9), at(32, 7)];
  expect(told(extendBars([], points, { ...none, fromMs: 0 }))).toEqual([
    "0: 10 12 8 8 (3)",
    "10: 8 9 8 9 (1)",
    "30: 7 7 7 7 (1)",
  ]);
});

test("only what came after the bars is added, and what did not change stays the same", () => {
  const [first, second] = [
    { startMs: 0, openUsd: 1, highUsd: 9, lowUsd: 1, closeUsd: 5, windows: 5 },
    { startMs: barMs, openUsd: 5, highUsd: 6, lowUsd: 5, closeUsd: 6, windows: 1 },
  ];
  const bars = [first, second];
  const extended = extendBars(bars, [at(2, 99), at(12, 99), at(14, 4)], { ...none, fromMs: 12 * minute });
  expect(told(extended)).toEqual(["0: 1 9 1 5 (5)", "10: 5 6 4 4 (2)"]);
  expect(extended[0]).toBe(first);
  expect(extendBars(bars, [at(12, 99)], { ...none, fromMs: 12 * minute })).toBe(bars);
});

test("the newest window has its own range", () => {
  const [tick = null] = priceSnapshot(4 * minute, { "ETH-USD": 10 }).ticks.map((each) => ({
    ...each,
    lowUsd: 3,
    highUsd: 30,
    openUsd: 9,
  }));
  const newest = { tick, tickMs: 4 * minute };
  expect(told(extendBars([], [at(2, 8), at(4, 10)], { barMs, fromMs: 0, ...newest }))).toEqual(["0: 8 30 3 10 (2)"]);
});
