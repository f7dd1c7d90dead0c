import { expect, test } from "vitest";
import { formatBasisPoints, formatChange } from "../../../format/format-number.ts";
import { conditionNumber, describeChart, formatStudy, suggestCondition } from "./chart-words.ts";
import { levelsOf } from "./trigger-lines.ts";

const bar = (startMs: number, openUsd: number, highUsd: number, lowUsd: number, closeUsd: number) => ({
  ...{ startMs, openUsd, highUsd, lowUsd, closeUsd, windows: 1 },
});
const names = { name: "Ether", rangeLabel: "1 d", barLabel: "15 min" };

test("a summary says where from, where to, how high and how low", () => {
  const bars = [bar(0, 100, 120, 99, 110), bar(1, 110, 111, 80, 90)];
  expect(describeChart(names, bars, (atMs) => `minute ${atMs}`, formatChange)).toBe(
    "Ether, 1 d in bars of 15 min: from $100.00 to $90.000, −10.00 %. Highest $120.00 at minute 0, lowest $80.000 at minute 1.",
  );
  expect(describeChart(names, bars, (atMs) => `minute ${atMs}`, formatBasisPoints)).toContain("$90.000, −1,000 bp.");
  expect(describeChart(names, [], String, formatChange)).toBe("Ether: no price within 1 d.");
});

test.each([
  ["usd", 3_120.5, "3,120.50"],
  ["index", 70.53, "70.5"],
  ["fraction", 0.7312, "73.1 %"],
  ["usd", null, "–"],
] as const)("%s %f", (unit, value, expected) => {
  expect(formatStudy(unit, value)).toBe(expected);
});

test.each([
  [3_120.456_789, "3120.46"],
  [42_183.5, "42183.5"],
  [0.000_287_123_9, "0.000287124"],
  [0.000_000_123_456, "0.000000123456"],
])("%f in a condition", (price, expected) => {
  expect(conditionNumber(price)).toBe(expected);
});

test.each([
  [3_120.5, 3_200, "price('ETH-USD') < 3120.5", "ETH below 3120.5"],
  [3_300, 3_200, "price('ETH-USD') > 3300", "ETH above 3300"],
])("a trigger at %f while the price is %f", (level, now, when, name) => {
  expect(suggestCondition("ETH-USD", level, now)).toEqual({ when, name });
  expect(levelsOf(when, "ETH-USD")).toMatchObject([{ levelUsd: level, isPart: false }]);
});
