import { expect, test } from "vitest";
import type { Row } from "../measurement.ts";
import { judgeRow } from "./targets.ts";

const whole: Row = { case: "analytics/job", n: 500, value: 100, unit: "ms", peer: null, ratio: null };

test.each<[what: string, row: Partial<Row>, isMet: boolean | null]>([
  ["as fast as numpy and scipy", { peer: "numpy-scipy", ratio: 1 }, true],
  ["slower", { peer: "numpy-scipy", ratio: 1.01 }, false],
  ["all cores are no target", { peer: "numpy-scipy-all-cores", ratio: 1.5 }, null],
  ["gaps are no target", { case: "analytics/job@gaps", peer: "numpy-scipy", ratio: 1.5 }, null],
  ["128 MB", { case: "analytics/memory", value: 128 }, true],
  ["more", { case: "analytics/memory", value: 128.1 }, false],
  ["30 s at first", { case: "analytics/job@first", value: 30_000 }, true],
  ["more", { case: "analytics/job@first", value: 30_001 }, false],
  ["a window ten times as long costs twice as much", { case: "analytics/job@tenth-window", value: 50 }, true],
  ["more", { case: "analytics/job@tenth-window", value: 49 }, false],
  ["no whole window of as many series", { case: "analytics/job@tenth-window", n: 100, value: 49 }, null],
  ["ours", {}, null],
])("%s: %j", (_, row, isMet) => {
  expect(judgeRow({ ...whole, ...row }, [whole])?.isMet ?? null).toBe(isMet);
});
