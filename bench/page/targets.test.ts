import { expect, test } from "vitest";
import type { Row } from "../measurement.ts";
import { judgeRow } from "./targets.ts";

const row = (name: string, n: number, value: number): Row => ({
  ...{ case: `page/${name}`, n, value, unit: "", peer: null, ratio: null },
});
const plain = row("late-frames@plain page", 0, 0.005);

test.each<[what: string, row: Row, isMet: boolean | null]>([
  ["a small first load", row("first-load-gzip", 1, 250_000), true],
  ["a large one", row("first-load-gzip", 1, 250_001), false],
  ["a quick paint", row("first-paint-median", 500, 1_000), true],
  ["a slow one", row("first-paint-median", 500, 1_001), false],
  ["few late frames", row("late-frames@markets", 500, 0.015), true],
  ["many", row("late-frames@markets", 500, 0.0151), false],
  ["with few assets there is no target", row("late-frames@markets", 15, 1), null],
  ["the plain page has none", plain, null],
  ["sizes of parts have none", row("js-gzip", 1, 9e9), null],
])("%s", (_, judged, isMet) => {
  expect(judgeRow(judged, [plain, judged])?.isMet ?? null).toBe(isMet);
});
