import { expect, test } from "vitest";
import type { Row } from "../measurement.ts";
import { judgeRow } from "./targets.ts";

const row = (name: string, value: number, n = 99): Row => ({
  case: `execute/${name}`,
  n,
  value,
  unit: "ms",
  peer: null,
  ratio: null,
});

test.each<[name: string, row: Row, isMet: boolean | null]>([
  ["dispatch just below 5 s", row("fire-to-dispatch", 4_999.9), true],
  ["dispatch at 5 s", row("fire-to-dispatch", 5_000), false],
  ["the median counts, too", row("fire-to-dispatch", 6_000, 50), false],
  ["finalized just below 30 s", row("request-to-finalized", 29_999), true],
  ["finalized after 30 s", row("request-to-finalized", 30_001), false],
  ["a look just below 45 s", row("monitor-cycle", 44_999), true],
  ["a look of 45 s", row("monitor-cycle", 45_000), false],
  ["what has no target", row("fan-out", 999_999), null],
  ["what was not measured", row("fire-to-dispatch", Number.NaN), false],
])("%s", (_name, judged, isMet) => {
  expect(judgeRow(judged)?.isMet ?? null).toBe(isMet);
});
