import { describe, expect, test } from "vitest";
import { heightOf } from "./tree-correlation.ts";
import { rangeOf, scaleTree, shadeOf } from "./tree-scale.ts";

describe("heights", () => {
  test("leaves stand at the right edge, the root near the left one", () => {
    const { xOf } = scaleTree(1, 208);
    expect(xOf(0)).toBe(208);
    expect(xOf(1)).toBeCloseTo(8, 9);
  });

  test.each([
    [heightOf(0.5), 400, [0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5]],
    [heightOf(0.5), 120, [0.95, 0.8, 0.6]],
    [2, 400, [0.95, 0.8, 0.6, 0.25, 0, -0.5, -1]],
    [0, 100, [0.95, 0.8]],
  ])("up to %f in %i px", (heightMax, width, expected) => {
    const { ticks } = scaleTree(heightMax, width);
    expect(ticks.map(({ correlation }) => correlation)).toEqual(expected);
    expect(ticks.every(({ x }) => x >= 10 && x <= width)).toBe(true);
  });
});

test.each([
  [0.9, 0.5, 0.9, "near", 1],
  [0.5, 0.5, 0.9, "near", 0.08],
  [0.7, 0.5, 0.9, "near", 0.54],
  [0, -0.4, 0.8, "near", 0.08],
  [-0.4, -0.4, 0.8, "apart", 0.448],
  [0.6, 0.6, 0.6, "near", 1],
] as const)("ρ %f of %f to %f", (correlation, least, greatest, tone, opacity) => {
  expect(shadeOf(correlation, least, greatest)).toEqual({ tone, opacity });
});

test("the range is that of the merges", () => {
  const [least, greatest] = rangeOf([{ height: heightOf(0.9) }, { height: heightOf(-0.2) }]);
  expect(least).toBeCloseTo(-0.2, 12);
  expect(greatest).toBeCloseTo(0.9, 12);
});
