import fc from "fast-check";
import { expect, test } from "vitest";
import { weightedMedian } from "./weighted-median.ts";

test.each<[string, [number, number][], number | undefined]>([
  ["nothing", [], undefined],
  ["one", [[5, 1]], 5],
  [
    "two of equal weight: their mean",
    [
      [4, 1],
      [6, 1],
    ],
    5,
  ],
  [
    "two, one heavier",
    [
      [4, 1],
      [6, 2],
    ],
    6,
  ],
  [
    "three: the one in the middle",
    [
      [9, 1],
      [1, 1],
      [5, 1],
    ],
    5,
  ],
  [
    "one that outweighs the rest",
    [
      [9, 5],
      [1, 1],
      [5, 1],
    ],
    9,
  ],
  [
    "exactly half reached: the mean with the next",
    [
      [1, 2],
      [5, 1],
      [9, 1],
    ],
    3,
  ],
])("%s", (_what, items, median) => {
  expect(weightedMedian(items.map(([value, weight]) => ({ value, weight })))).toBe(median);
});

const items = fc.array(
  fc.record({ value: fc.double({ min: 1, max: 1e6, noNaN: true }), weight: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1 },
);

test("it lies between the least and the greatest, and the order does not matter", () => {
  fc.assert(
    fc.property(items, (list) => {
      const median = weightedMedian(list) ?? Number.NaN;
      const values = list.map(({ value }) => value);
      expect(median).toBeGreaterThanOrEqual(Math.min(...values));
      expect(median).toBeLessThanOrEqual(Math.max(...values));
      expect(weightedMedian(list.toReversed())).toBe(median);
    }),
  );
});

test("less than half of the weight cannot move it beyond the honest values", () => {
  fc.assert(
    fc.property(items, fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (honest, lie) => {
      const weight = honest.reduce((sum, item) => sum + item.weight, 0);
      if (weight < 2) return;
      const median = weightedMedian([...honest, { value: lie, weight: weight - 1 }]) ?? Number.NaN;
      const values = honest.map(({ value }) => value);
      expect(median).toBeGreaterThanOrEqual(Math.min(...values));
      expect(median).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});
