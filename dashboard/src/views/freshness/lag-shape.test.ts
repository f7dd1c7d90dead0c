import { expect, test } from "vitest";
import { lagShape, oldestLag } from "./lag-shape.ts";

const line = (...ages: (number | null)[]) => ages.map((ageMs, index) => ({ atMs: index * 100, ageMs }));

test.each([
  ["nothing", line(), 10, 20, { path: "", warnY: 2, errorY: null }],
  [
    "within the first limit: the second is far above",
    line(0, 5, 0),
    10,
    20,
    { path: "M0 22h0L50 12L100 22", warnY: 2, errorY: null },
  ],
  ["past the first limit: both are seen", line(0, 15), 10, 20, { path: "M0 22h0L100 7", warnY: 12, errorY: 2 }],
  ["past both", line(10, 40), 10, 20, { path: "M0 17h0L100 2", warnY: 17, errorY: 12 }],
  [
    "broken where nothing came before",
    line(null, 10, null, 10),
    10,
    20,
    { path: "M33.3 2h0M100 2h0", warnY: 2, errorY: null },
  ],
  ["no limit", line(0, 10), null, null, { path: "M0 22h0L100 2", warnY: null, errorY: null }],
  ["only zeros, no limit", line(0, 0), null, null, { path: "M0 22h0L100 22", warnY: null, errorY: null }],
])("%s", (_, points, warnMs, errorMs, expected) => {
  expect(lagShape({ points, warnMs, errorMs }, 100, 22)).toMatchObject(expected);
});

test("a single late moment among thousands stays seen", () => {
  const ages = Array.from({ length: 5_000 }, (_, index) => (index === 2_501 ? 40 : 1));
  const { path } = lagShape({ points: line(...ages), warnMs: 10, errorMs: 20 }, 100, 22);
  expect(path.match(/[ML]/g)).toHaveLength(50);
  expect(path).toMatch(/ 2L/);
});

test("the oldest of all, the first of equals", () => {
  expect(oldestLag(line(1, 7, null, 7, 2))).toEqual({ atMs: 100, ageMs: 7 });
  expect(oldestLag(line(null, null))).toBeNull();
});
