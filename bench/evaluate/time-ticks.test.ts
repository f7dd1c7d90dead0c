import { expect, test } from "vitest";
import { makeRow } from "./make-row.ts";
import { medianOf, timeTicks } from "./time-ticks.ts";

test.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[10, 9, 1, 2], 5.5],
  [[1, 1, 1, 900], 1],
])("the median of %j is %d", (values, median) => {
  expect(medianOf(values)).toBe(median);
});

test("every tick runs once, in order, and those of the warm-up are not measured", async () => {
  const seen: number[] = [];
  const times = await timeTicks({ warm: 2, measured: 3 }, async (at) => {
    await Promise.resolve();
    seen.push(at);
  });
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  expect(times).toHaveLength(3);
});

test("a peer's row has the peer's value, and what ours is of it", () => {
  const row = { case: "evaluate/one-leaf", n: 10, unit: "ms" };
  expect(makeRow({ ...row, value: 2 })).toEqual({ ...row, value: 2, peer: null, ratio: null });
  expect(makeRow({ ...row, value: 8 }, { name: "cel-sweep", ours: 2 })).toEqual({
    ...row,
    value: 8,
    peer: "cel-sweep",
    ratio: 0.25,
  });
});
