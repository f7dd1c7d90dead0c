import { expect, test } from "vitest";
import type { Params } from "../../../host/panel.ts";
import { barsOf, parseSettings, type RangeName, warmUpBars } from "./chart-settings.ts";

const usual = { range: "6h", bar: "4m", counts: {}, bandWidth: 2 };

test.each([
  [{}, usual],
  [{ range: "7d" }, { ...usual, range: "7d", bar: "1h" }],
  [
    { range: "1h", bar: "15m" },
    { ...usual, range: "1h", bar: "15m" },
  ],
  [
    { range: "1h", bar: "1d" },
    { ...usual, range: "1h", bar: "2m" },
  ],
  [{ range: "constructor", bar: "toString" }, usual],
  [
    { sma: "20", ema: "x", rsi: "1", vol: "201", bands: "30", width: "2.5" },
    { ...usual, counts: { sma: 20, bands: 30 }, bandWidth: 2.5 },
  ],
  [{ width: "9" }, usual],
] as [Params, object][])("%j", (params, settings) => {
  expect(parseSettings(params)).toEqual(settings);
});

test.each([
  ["1h", ["2m", "4m", "10m", "15m"]],
  ["1d", ["2m", "4m", "10m", "15m", "1h", "4h"]],
  ["30d", ["1h", "4h", "1d"]],
] as [RangeName, string[]][])("bars of %s", (range, bars) => {
  expect(barsOf(range)).toEqual(bars);
});

test.each([
  [{}, 1],
  [{ sma: 20 }, 21],
  [{ sma: 50, ema: 20 }, 101],
])("bars ahead of the range for %j", (counts, expected) => {
  expect(warmUpBars({ counts })).toBe(expected);
});
