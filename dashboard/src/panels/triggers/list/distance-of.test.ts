import { expect, test } from "vitest";
import type { LeafTrace } from "../../../../../contracts/fires.ts";
import { distanceOf } from "./distance-of.ts";

const leaf = (left: number | null, holds: boolean | null): LeafTrace => ({
  leaf: "change(price('ETH-USD'), '1h') < -0.05",
  left,
  op: "<",
  right: -0.05,
  sampleAtMs: 1,
  holds,
  inputs: [],
});

test.each([
  ["not read yet", []],
  ["3.79 points", [leaf(-0.0121, false)]],
  ["holds", [leaf(-0.06, true)]],
  ["no data", [leaf(null, null)]],
  ["3.79 points (1 of 2 hold)", [leaf(-0.06, true), leaf(-0.0121, false)]],
  ["4.00 points (0 of 2 hold)", [leaf(-0.04, false), leaf(-0.01, false)]],
])("%s", (words, leaves) => {
  expect(distanceOf(leaves)).toBe(words);
});
