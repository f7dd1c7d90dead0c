import { expect, test } from "vitest";
import { LeafTrace } from "../../../contracts/fires.ts";
import { describeLeaf } from "./describe-leaf.ts";

const leaf = (text: string, left: number | null, op: LeafTrace["op"], right: number | null, holds: boolean | null) =>
  LeafTrace.parse({ leaf: text, left, op, right, sampleAtMs: null, holds, inputs: [] });
const fall = "change(price('ETH-USD'), '1h') < -0.05";

test.each([
  ["a fifth of the way", leaf(fall, -0.01, "<", -0.05, false), 0.2, "−1.00 %", "4.00 points"],
  ["the other direction", leaf(fall, 0.03, "<", -0.05, false), 0, "+3.00 %", "8.00 points"],
  ["at the threshold", leaf(fall, -0.05, "<", -0.05, false), 0.99, "−5.00 %", "0.00 points"],
  ["holds", leaf(fall, -0.08, "<", -0.05, true), 1, "−8.00 %", null],
  ["unknown", leaf(fall, null, "<", -0.05, null), null, "no data", null],
  ["a price", leaf("price('ETH-USD') < 2000", 2500, "<", 2000, false), 0.8, "$2,500.00", "−20.00 %"],
  ["a score", leaf("factor('risk') < -0.5", -0.25, "<", -0.5, false), 0.5, "−0.25", "0.25"],
  [
    "a crossing",
    leaf("crossesBelow(price('ETH-USD'), 2000)", 2500, "crossesBelow", 2000, false),
    0.8,
    "$2,500.00",
    "−20.00 %",
  ],
  [
    "a crossing of a change",
    leaf(`crossesBelow(${fall.slice(0, -8)}, -0.05)`, -0.01, "crossesBelow", -0.05, false),
    0.2,
    "−1.00 %",
    "4.00 points",
  ],
  ["a touch", leaf("touches('ETH-USD', 2000)", 2500, "touches", 2000, false), 0.8, "$2,500.00", "−20.00 %"],
  [
    "a stop that was reached",
    leaf("trailingStop('ETH-USD', 0.1)", 1990, "trailingStop", 2000, true),
    1,
    "$1,990.00",
    null,
  ],
  [
    "a stop without a peak",
    leaf("trailingStop('ETH-USD', 0.1)", 2500, "trailingStop", null, false),
    null,
    "$2,500.00",
    null,
  ],
  ["both zero", leaf("factor('risk') < 0", 0, "<", 0, false), 0.99, "0", "0"],
])("%s", (_, trace, closeness, now, toGo) => {
  const distance = describeLeaf(trace);
  if (closeness === null) expect(distance.closeness).toBeNull();
  else expect(distance.closeness).toBeCloseTo(closeness, 10);
  expect({ now: distance.now, toGo: distance.toGo }).toEqual({ now, toGo });
});
