import { describe, expect, test } from "vitest";
import { bollinger, ema, type Line, rsi, sma, stddev, volatility } from "./indicators.ts";

const shown = (line: Line, places: number) => line.map((value) => (value === null ? "–" : value.toFixed(places)));
const rest = (line: Line, places: number) => shown(line, places).filter((text) => text !== "–");

describe("means", () => {
  test.each([
    // Worked by hand.
    ["a mean of three", sma([1, 2, 6, 3, 0], 3), ["–", "–", "3.00", "3.67", "3.00"]],
    ["a mean of one is the close", sma([4, 5], 1), ["4.00", "5.00"]],
    ["too short a past", sma([1, 2], 3), ["–", "–"]],
    // 1, then half of the way to each: the table of conditions has 3 and 6, too.
    ["an exponential mean of three", ema([1, 5, 9, 7], 3), ["1.00", "3.00", "6.00", "6.50"]],
    ["an exponential mean of one is the close", ema([4, 5, 1], 1), ["4.00", "5.00", "1.00"]],
    ["nothing", ema([], 3), []],
  ])("%s", (_, line, expected) => {
    expect(shown(line, 2)).toEqual(expected);
  });

  test("a long run of sums stays exact enough", () => {
    const closes = Array.from({ length: 5_000 }, (_, index) => 1e-4 * (1 + Math.sin(index)));
    const last = closes.slice(-20).reduce((sum, close) => sum + close, 0) / 20;
    expect(sma(closes, 20).at(-1)).toBeCloseTo(last, 15);
  });
});

describe("bands", () => {
  // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, population deviation 2, the usual worked example.
  const closes = [2, 4, 4, 4, 5, 5, 7, 9];
  test("the deviation is that of the population", () => {
    expect(stddev(closes, 8).at(-1)).toBe(2);
  });
  test("a mean, and so many deviations to either side", () => {
    const { middle, upper, lower } = bollinger(closes, 8, 2);
    expect([middle.at(-1), upper.at(-1), lower.at(-1)]).toEqual([5, 9, 1]);
    expect([middle[6], upper[6], lower[6]]).toEqual([null, null, null]);
  });
});

describe("relative strength", () => {
  // Closes and values as in the worked example of StockCharts' ChartSchool, to two places.
  const closes = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
    46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548,
    44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314,
  ];
  const published = [
    70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46,
    37.3, 33.08, 37.77,
  ];
  test("the published table", () => {
    const line = rsi(closes, 14);
    expect(line.slice(0, 14)).toEqual(Array(14).fill(null));
    expect(rest(line, 2)).toEqual(published.map((value) => value.toFixed(2)));
  });
  test.each([
    ["only gains", [1, 2, 3, 4], 3, 100],
    ["only losses", [4, 3, 2, 1], 3, 0],
    ["nothing moves", [1, 1, 1, 1], 3, 50],
  ])("%s", (_, some, count, expected) => {
    expect(rsi(some, count).at(-1)).toBe(expected);
  });
});

describe("volatility", () => {
  const dayMs = 86_400_000;
  test("of returns ln 2, −ln 2, ln 2: sample deviation 2 ln 2 / √3, over √365 days", () => {
    const line = volatility([1, 2, 1, 2], 3, dayMs);
    expect(line.slice(0, 3)).toEqual([null, null, null]);
    expect(line[3]).toBeCloseTo(((2 * Math.LN2) / Math.sqrt(3)) * Math.sqrt(365), 12);
  });
  test("steady growth has none, and shorter bars scale by the root of time", () => {
    expect(volatility([1, 2, 4, 8], 3, dayMs)[3]).toBeCloseTo(0, 12);
    const [day, quarter] = [volatility([1, 2, 1, 2], 3, dayMs)[3] ?? 0, volatility([1, 2, 1, 2], 3, dayMs / 4)[3] ?? 0];
    expect(quarter / day).toBeCloseTo(2, 12);
  });
});
