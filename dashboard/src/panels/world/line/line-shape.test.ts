import { describe, expect, test } from "vitest";
import { shapeLine } from "./line-shape.ts";

const box = { width: 100, height: 50 };
const points = (...values: readonly (readonly [number, number])[]) => values.map(([atMs, value]) => ({ atMs, value }));
const shape = (...values: readonly (readonly [number, number])[]) => shapeLine(points(...values), box, 0.1);

test.each([
  ["none", [], undefined],
  ["one: at the right, where now is", [[5, 0.2]], "M100 25"],
  [
    "two",
    [
      [0, 0],
      [10, 0.4],
    ],
    "M0 50L100 0",
  ],
  [
    "a gap breaks it",
    [
      [0, 0],
      [1, 0.4],
      [2, 0],
      [10, 0.4],
    ],
    "M0 50L10 0L20 50M100 0",
  ],
] as const)("%s", (_, values, path) => {
  expect(shape(...values)?.path).toBe(path);
});

describe("the numbers at the side are round and hold all values", () => {
  test.each([
    [
      [
        [0, 0],
        [1, 0.4],
      ],
      [0, 0.2, 0.4],
    ],
    [
      [
        [0, -0.31],
        [1, 0.12],
      ],
      [-0.4, -0.2, 0, 0.2],
    ],
    [
      [
        [0, 0.2],
        [1, 0.2],
      ],
      [0.15, 0.2, 0.25],
    ],
    [
      [
        [0, 3_000],
        [1, 9_000],
      ],
      [2_000, 4_000, 6_000, 8_000, 10_000],
    ],
  ] as const)("%j", (values, ticks) => {
    expect(shape(...values)?.ticks.map(({ value }) => value)).toEqual(ticks);
  });
});
