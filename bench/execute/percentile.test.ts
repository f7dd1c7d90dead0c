import fc from "fast-check";
import { expect, test } from "vitest";
import { percentileOf } from "./percentile.ts";

test("by the nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(percentileOf(hundred, 50)).toBe(50);
  expect(percentileOf(hundred, 99)).toBe(99);
  expect(percentileOf([7], 50)).toBe(7);
  expect(percentileOf([1, 2, 3], 99)).toBe(3);
  expect(percentileOf([], 50)).toBeNaN();
});

test("so many do not exceed it, and of any smaller value fewer do not", () => {
  const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const found = percentileOf(all, percent);
      const within = (limit: number) => all.filter((value) => value <= limit).length * 100;
      return all.includes(found) && within(found) >= percent * all.length && within(found - 1) < percent * all.length;
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});
