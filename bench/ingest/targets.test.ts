import { expect, test } from "vitest";
import { judgeRow } from "./targets.ts";

test.each<[what: string, name: string, value: number, peer: string | null, isMet: boolean | null]>([
  ["30 s of CPU", "window-cpu", 30_000, null, true],
  ["more", "window-cpu", 30_001, null, false],
  ["more in the first window", "window-cpu@cold", 30_001, null, false],
  ["128 MB", "memory", 128, null, true],
  ["more", "memory", 128.1, null, false],
  ["more, later on", "memory@16-windows", 128.1, null, false],
  ["a heap of 129 MB", "heap", 129, null, false],
  ["1,000 calls", "subrequests", 1_000, null, true],
  ["more, with few bars", "subrequests@50-bars", 1_001, null, false],
  ["what has no limit", "window-wall", 99_999, null, null],
  ["a peer", "heap", 999, "plain-median", null],
])("%s: %s %d", (_what, name, value, peer, isMet) => {
  expect(judgeRow({ case: `ingest/${name}`, n: 500, value, unit: "", peer, ratio: null })?.isMet ?? null).toBe(isMet);
});
