import { expect, test } from "vitest";
import { sampleGrid } from "./sample-grid.ts";

const grid = { toMs: 45, stepMs: 10, points: 4 };

test.each<[string, [number, number][], number, (number | null)[]]>([
  [
    "at each point the latest at or before it",
    [
      [10, 1],
      [19, 2],
      [20, 3],
      [35, 4],
    ],
    100,
    [1, 3, 3, 4],
  ],
  ["too old is nothing", [[10, 1]], 20, [1, 1, null, null]],
  ["nothing later is used", [[41, 9]], 100, [null, null, null, null]],
  ["no samples", [], 100, [null, null, null, null]],
])("%s", (_name, samples, maxAgeMs, expected) => {
  const series = { atMs: samples.map(([at]) => at), value: samples.map(([, value]) => value) };
  expect([...sampleGrid(series, grid, maxAgeMs)].map((value) => (Number.isNaN(value) ? null : value))).toEqual(
    expected,
  );
});
