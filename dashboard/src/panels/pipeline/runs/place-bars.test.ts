import { expect, test } from "vitest";
import { placeBars } from "./place-bars.ts";

const step = (startedWallMs: number, elapsedMs: number) => ({ startedWallMs, elapsedMs });

test.each([
  ["none", [], []],
  ["one of no length", [step(5, 0)], [{ afterMs: 0, start: 0, width: 0.6 }]],
  [
    "one after the other",
    [step(1_000, 250), step(1_250, 750)],
    [
      { afterMs: 0, start: 0, width: 25 },
      { afterMs: 250, start: 25, width: 75 },
    ],
  ],
  [
    "a short one at the end stays inside",
    [step(0, 1_000), step(1_000, 0)],
    [
      { afterMs: 0, start: 0, width: 100 },
      { afterMs: 1_000, start: 99.4, width: 0.6 },
    ],
  ],
])("%s", (_, steps, bars) => {
  expect(placeBars(steps)).toEqual(bars);
});
