import { expect, test } from "vitest";
import { add, changeOf, divide, type Interval, intersect, isEmpty, multiply, negate, subtract } from "./interval.ts";

/** `(0, 1]`: open at 0, closed at 1. */
function read(text: string): Interval {
  const [, left, min, max, right] = /^([[(])(\S+), (\S+)([\])])$/.exec(text) ?? [];
  return { min: Number(min), max: Number(max), minOpen: left === "(", maxOpen: right === ")" };
}

const show = ({ min, max, minOpen, maxOpen }: Interval): string =>
  `${minOpen ? "(" : "["}${min}, ${max}${maxOpen ? ")" : "]"}`;

test.each<[(a: Interval, b: Interval) => Interval, string, string, string]>([
  [add, "[1, 2]", "[3, 5]", "[4, 7]"],
  // At 0 a sum of doubles is exact; elsewhere it can round to an open bound.
  [add, "(0, Infinity]", "(0, Infinity]", "(0, Infinity]"],
  [add, "(0, Infinity]", "[5, 5]", "[5, Infinity]"],
  [add, "(5, 6)", "[-5, -5]", "(0, 1]"],
  [add, "[1e308, 1e308]", "[1e308, 1e308]", "[-Infinity, Infinity]"],
  [add, "[-Infinity, 0]", "[0, Infinity]", "[-Infinity, Infinity]"],
  [subtract, "(0, 3]", "[1, 2]", "[-2, 2]"],
  [subtract, "(0, Infinity]", "(0, Infinity]", "[-Infinity, Infinity]"],
  [multiply, "[-1, 2]", "[-3, 5]", "[-6, 10]"],
  [multiply, "(0, Infinity]", "(0, Infinity]", "[0, Infinity]"],
  [multiply, "[0, 0]", "[-Infinity, Infinity]", "[0, 0]"],
  [multiply, "[-1, 1]", "[0, Infinity]", "[-Infinity, Infinity]"],
  [divide, "[1, 2]", "[4, 8]", "[0.125, 0.5]"],
  [divide, "[1, 2]", "[-8, -4]", "[-0.5, -0.125]"],
  [divide, "(0, Infinity]", "(0, Infinity]", "[0, Infinity]"],
  [divide, "[1, 2]", "[0, 4]", "[0.25, Infinity]"],
  [divide, "[-1, 2]", "[0, 4]", "[-Infinity, Infinity]"],
  [divide, "[1, 2]", "[-4, 0]", "[-Infinity, -0.25]"],
  [divide, "[1, 2]", "[-1, 1]", "[-Infinity, Infinity]"],
  [divide, "[1, 2]", "[0, 0]", "[-Infinity, Infinity]"],
  [divide, "[5, Infinity]", "[2, Infinity]", "[0, Infinity]"],
  [intersect, "[1, 5]", "(1, 9]", "(1, 5]"],
  [intersect, "(0, 3)", "[2, 3]", "[2, 3)"],
])("%o of %s and %s is %s", (operation, a, b, result) => {
  expect(show(operation(read(a), read(b)))).toBe(result);
});

test.each<[(a: Interval) => Interval, string, string]>([
  [negate, "(1, 2]", "[-2, -1)"],
  // What is positive loses less than all of itself; what may be 0 can lose all.
  [changeOf, "(0, Infinity]", "(-1, Infinity]"],
  [changeOf, "[0, Infinity]", "[-1, Infinity]"],
  [changeOf, "[0, 1]", "[-1, Infinity]"],
  [changeOf, "[-Infinity, 0)", "(-1, Infinity]"],
  [changeOf, "[1, 2]", "[-0.5, 1]"],
  [changeOf, "[-2, -1]", "[-0.5, 1]"],
  [changeOf, "[2, Infinity]", "(-1, Infinity]"],
  [changeOf, "[-1, 1]", "[-Infinity, Infinity]"],
  [changeOf, "[0, 0]", "[-Infinity, Infinity]"],
])("%o of %s is %s", (operation, a, result) => {
  expect(show(operation(read(a)))).toBe(result);
});

test.each<[string, boolean]>([
  ["[1, 1]", false],
  ["(1, 1]", true],
  ["[2, 1]", true],
  ["(1, 2)", false],
])("%s is empty: %s", (text, isNone) => {
  expect(isEmpty(read(text))).toBe(isNone);
});
