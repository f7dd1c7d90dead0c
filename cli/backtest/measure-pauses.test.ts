import { expect, test } from "vitest";
import { measurePauses, type Pauses } from "./measure-pauses.ts";

test.each<readonly [title: string, firesAtMs: readonly number[], cooldownMs: number, pauses: Pauses]>([
  ["never fired", [], 60, { pauseMinMs: null, pauseMaxMs: null, cooldownRespected: true }],
  ["fired once", [100], 60, { pauseMinMs: null, pauseMaxMs: null, cooldownRespected: true }],
  ["the cooldown and longer", [100, 160, 300], 60, { pauseMinMs: 60, pauseMaxMs: 140, cooldownRespected: true }],
  ["once too early", [100, 300, 359, 500], 60, { pauseMinMs: 59, pauseMaxMs: 200, cooldownRespected: false }],
  ["without a cooldown", [100, 102], 0, { pauseMinMs: 2, pauseMaxMs: 2, cooldownRespected: true }],
])("%s", (_, firesAtMs, cooldownMs, pauses) => {
  expect(measurePauses(firesAtMs, cooldownMs)).toEqual(pauses);
});
