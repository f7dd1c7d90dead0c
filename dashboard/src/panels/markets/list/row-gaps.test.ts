import { expect, test } from "vitest";
import { withGaps } from "./row-gaps.ts";

const row = (index: number) => ({ index, start: index * 10, end: index * 10 + 10 });
const told = (indexes: readonly number[], count: number) =>
  withGaps(indexes.map(row), count * 10).map((slot) => (slot.kind === "gap" ? -slot.height : slot.item.index));

test.each([
  [[0, 1, 2], 3, [0, 1, 2]],
  [[4, 5], 10, [-40, 4, 5, -40]],
  [[0, 4, 5], 6, [0, -30, 4, 5]],
  [[], 3, [-30]],
  [[], 0, []],
])("rows %j of %i", (indexes, count, expected) => {
  expect(told(indexes, count)).toEqual(expected);
});
