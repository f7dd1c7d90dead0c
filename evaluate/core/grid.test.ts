import fc from "fast-check";
import { expect, test } from "vitest";
import { catchUpPointsMax, floorToGrid, nextGridPoints } from "./grid.ts";

const cadenceMs = 120_000;
const at = (point: number) => point * cadenceMs;

test.each<[string, number | null, number[], number, number[]]>([
  ["nothing known yet", null, [], 10, []],
  ["the first sample set", null, [10], 10, [10]],
  ["the next one", 10, [11], 11, [11]],
  ["nothing new", 10, [], 10.5, []],
  ["one came before the one before it: wait", 10, [12], 12.5, []],
  ["the one before it came: both, in order", 10, [11, 12], 12, [11, 12]],
  ["it never came: made up for after a cadence", 10, [12], 13, [11, 12]],
  ["nothing comes at all: made up for after two cadences", 10, [], 13.5, [11]],
  ["an old one again", 10, [9, 10], 12, []],
  ["several are missing", 10, [14], 15, [11, 12, 13, 14]],
])("%s", (_what, last, ready, now, points) => {
  const grid = { cadenceMs, lastMs: last === null ? null : at(last), readyMs: ready.map(at) };
  expect(nextGridPoints(grid, at(now))).toEqual(points.map(at));
});

test("after a long pause one call makes up for a bounded number, and the next goes on", () => {
  const first = nextGridPoints({ cadenceMs, lastMs: 0, readyMs: [] }, at(2_000));
  expect(first).toHaveLength(catchUpPointsMax);
  const second = nextGridPoints({ cadenceMs, lastMs: first.at(-1) ?? 0, readyMs: [] }, at(2_000));
  expect(second[0]).toBe(at(catchUpPointsMax + 1));
});

test("a time is taken down to its grid point", () => {
  expect([0, 119_999, 120_000, 120_001].map((time) => floorToGrid(time, cadenceMs))).toEqual([0, 0, 120_000, 120_000]);
});

test("however deliveries are split, doubled or swapped with their neighbour: every point once, in order", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.nat({ max: 39 })),
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      (count, repeats, swaps) => {
        const arrivals = Array.from({ length: count }, (_, index) => index + 1);
        for (let index = 1; index < arrivals.length; index += 2) {
          const [before, after] = [arrivals[index - 1], arrivals[index]];
          // The first set that comes is where the grid begins: it is not swapped.
          if (swaps[index] === true && index > 1 && before !== undefined && after !== undefined)
            [arrivals[index - 1], arrivals[index]] = [after, before];
        }
        for (const place of repeats) if (place < arrivals.length) arrivals.splice(place, 0, arrivals[place] ?? 1);
        const ready = new Set<number>();
        const evaluated: number[] = [];
        for (const point of arrivals) {
          const lastMs = evaluated.at(-1) ?? null;
          if (lastMs === null || at(point) > lastMs) ready.add(at(point));
          const readyMs = [...ready].filter((time) => lastMs === null || time > lastMs).sort((a, b) => a - b);
          evaluated.push(...nextGridPoints({ cadenceMs, lastMs, readyMs }, readyMs.at(-1) ?? 0));
        }
        expect(evaluated).toEqual([...new Set(evaluated)].sort((a, b) => a - b));
        expect(evaluated).toEqual(
          Array.from({ length: evaluated.length }, (_, index) => (evaluated[0] ?? 0) + index * cadenceMs),
        );
        expect(evaluated.at(-1)).toBe(at(count));
      },
    ),
  );
});
