import { expect, test } from "vitest";
import { readRegime } from "./read-regime.ts";

const nan = Number.NaN;
const pair = (rho: number) => ({ size: 2, values: Float64Array.of(1, rho, rho, 1) });

/** Newest returns of two series with a standard deviation of 2 each. */
test.each<[string, number, number[][], number, object | null]>([
  [
    "calm",
    0.2,
    [
      [9, 1],
      [9, -1],
    ],
    1,
    { regime: "calm", coupling: 0.2, activity: 0.5 },
  ],
  [
    "active",
    0.2,
    [
      [9, 4],
      [9, -4],
    ],
    1,
    { regime: "active", coupling: 0.2, activity: 2 },
  ],
  [
    "coupled",
    0.5,
    [
      [9, 2],
      [9, 2],
    ],
    1,
    { regime: "coupled", coupling: 0.5, activity: 1 },
  ],
  [
    "panic",
    0.9,
    [
      [9, -3],
      [9, -3],
    ],
    1,
    { regime: "panic", coupling: 0.9, activity: 1.5 },
  ],
  [
    "over four steps a move is twice as large",
    0.9,
    [
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ],
    4,
    { regime: "coupled", coupling: 0.9, activity: 1 },
  ],
  [
    "only what is known counts",
    -1,
    [
      [nan, nan, 4, nan],
      [nan, nan, nan, nan],
    ],
    4,
    { regime: "active", coupling: -1, activity: 2 },
  ],
  [
    "nothing known now",
    0.9,
    [
      [9, nan],
      [9, nan],
    ],
    1,
    null,
  ],
])("%s", (_, rho, returns, moveSteps, reading) => {
  const returnsOf = (item: number) => Float64Array.from(returns[item] as number[]);
  expect(readRegime(pair(rho), Float64Array.of(4, 4), { returnsOf, moveSteps })).toEqual(reading);
});

test("one series, and none", () => {
  const newest = { returnsOf: () => Float64Array.of(1), moveSteps: 1 };
  const one = { size: 1, values: Float64Array.of(1) };
  expect(readRegime(one, Float64Array.of(1), newest)).toEqual({ regime: "calm", coupling: 0, activity: 1 });
  expect(readRegime(one, Float64Array.of(0), newest)).toBeNull();
  expect(readRegime({ size: 0, values: new Float64Array() }, new Float64Array(), newest)).toBeNull();
});
