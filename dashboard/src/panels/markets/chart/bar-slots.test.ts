import { expect, test } from "vitest";
import { barSlots, firstChange } from "./bar-slots.ts";

const bar = (startMs: number) => ({ startMs, openUsd: 1, highUsd: 1, lowUsd: 1, closeUsd: 1, windows: 1 });
const [a, b, c] = [bar(0), bar(10), bar(40)];

test("missing bars have a place, unless the gap is longer than the chart", () => {
  expect(barSlots([a, b, c], 10).map((slot) => [slot.startMs, slot.bar !== null])).toEqual([
    [0, true],
    [10, true],
    [20, false],
    [30, false],
    [40, true],
  ]);
  expect(barSlots([a, bar(9_000)], 10)).toHaveLength(2);
  expect(barSlots([], 10)).toEqual([]);
});

test.each([
  ["nothing changed", [a, b], [a, b], 2],
  ["one came", [a], [a, b], 1],
  ["the last changed", [a, b], [a, bar(10)], 1],
  ["another start", [b], [a, b], 0],
])("%s", (_, before, after, expected) => {
  expect(firstChange(barSlots(before, 10), barSlots(after, 10))).toBe(expected);
});
