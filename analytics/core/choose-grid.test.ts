import { expect, test } from "vitest";
import { chooseGrid, type HistorySpan } from "./choose-grid.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const settings = { barMs: 2 * minuteMs, windowMs: 6 * hourMs, minBars: 15 };
const at = (minutes: number): number => 1_000 * hourMs + minutes * minuteMs;

test.each<[string, HistorySpan | null, { asOf: number; windowMinutes: number; isLongEnough: boolean }]>([
  [
    "more history than the window",
    { firstMs: at(-2000), latestMs: at(0) },
    { asOf: at(0), windowMinutes: 360, isLongEnough: true },
  ],
  [
    "history so far, rounded to bars",
    { firstMs: at(-101), latestMs: at(0) },
    { asOf: at(0), windowMinutes: 100, isLongEnough: true },
  ],
  ["just enough", { firstMs: at(-30), latestMs: at(0) }, { asOf: at(0), windowMinutes: 30, isLongEnough: true }],
  ["one bar short", { firstMs: at(-28), latestMs: at(0) }, { asOf: at(0), windowMinutes: 28, isLongEnough: false }],
  [
    "the last window is still on its way",
    { firstMs: at(-2000), latestMs: at(-2) },
    { asOf: at(-2), windowMinutes: 360, isLongEnough: true },
  ],
  [
    "prices known after the schedule",
    { firstMs: at(-60), latestMs: at(40) },
    { asOf: at(0), windowMinutes: 60, isLongEnough: true },
  ],
  ["one price", { firstMs: at(0), latestMs: at(0) }, { asOf: at(0), windowMinutes: 2, isLongEnough: false }],
  [
    "all prices after the schedule",
    { firstMs: at(10), latestMs: at(40) },
    { asOf: at(0), windowMinutes: 2, isLongEnough: false },
  ],
  ["no price", null, { asOf: at(0), windowMinutes: 2, isLongEnough: false }],
])("%s", (_, span, { asOf, windowMinutes, isLongEnough }) => {
  expect(chooseGrid(span, at(0) + 30_000, settings)).toEqual({
    grid: { asOfMs: asOf, barMs: settings.barMs, windowMs: windowMinutes * minuteMs },
    isLongEnough,
  });
});
