import * as fc from "fast-check";
import { expect, test } from "vitest";
import { listWindows, planBatches } from "./plan-batches.ts";

const minute = 60_000;
const range = { cadenceMs: 2 * minute, batchMs: 6 * minute, warmUpWindows: 2 };
const ends = (windows: readonly { endMs: number }[]) => windows.map(({ endMs }) => endMs / minute);

test.each<[from: number, to: number, ends: readonly number[]]>([
  [0, 6, [2, 4, 6]],
  [1, 5, [2, 4]],
  [2, 4, [4]],
  [2, 3, []],
])("windows of minutes %d to %d end at %j", (from, to, expected) => {
  expect(ends(listWindows({ fromMs: from * minute, toMs: to * minute, cadenceMs: 2 * minute }))).toEqual(expected);
});

test("batches with their warm-up; a restart skips those that are done", () => {
  const whole = { ...range, fromMs: 100 * minute, toMs: 113 * minute };
  const plan = (doneUntil: number) =>
    [...planBatches(whole, doneUntil * minute)].map(({ warmUp, windows, untilMs }) => [
      ends(warmUp),
      ends(windows),
      untilMs / minute,
    ]);
  const all = [
    [[98, 100], [102, 104, 106], 106],
    [[104, 106], [108, 110, 112], 112],
    [[110, 112], [], 113],
  ];
  expect(plan(0)).toEqual(all);
  expect(plan(106)).toEqual(all.slice(1));
  // A moment within a batch does that batch again, whole.
  expect(plan(107)).toEqual(all.slice(1));
  expect(plan(113)).toEqual([]);
});

test("every window of a range is in exactly one batch, in order", async () => {
  const moment = fc.integer({ min: 0, max: 400 }).map((count) => count * 30_000);
  await fc.assert(
    fc.property(moment, moment, fc.integer({ min: 1, max: 20 }), (a, b, batch) => {
      const whole = { ...range, batchMs: batch * minute, fromMs: Math.min(a, b), toMs: Math.max(a, b) };
      const planned = [...planBatches(whole, 0)].flatMap(({ windows }) => windows);
      expect(planned).toEqual(listWindows(whole));
    }),
    { seed: 7, numRuns: 200 },
  );
});
