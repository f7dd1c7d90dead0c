import { expect, test } from "vitest";
import { axisAges } from "./axis-ages.ts";

const minuteMs = 60_000;

test.each([
  [500, [0]],
  [4_000, [0, 1_000, 2_000, 3_000, 4_000]],
  [11 * minuteMs, [0, 5 * minuteMs, 10 * minuteMs]],
  [90 * minuteMs, [0, 30 * minuteMs, 60 * minuteMs, 90 * minuteMs]],
  [13 * 60 * minuteMs, [0, 6 * 60 * minuteMs, 12 * 60 * minuteMs]],
  [1_000 * 24 * 60 * minuteMs, [0, 250, 500, 750, 1_000].map((days) => days * 24 * 60 * minuteMs)],
])("up to %s ms: %j", (topMs, expected) => {
  expect(axisAges(topMs)).toEqual(expected);
});
