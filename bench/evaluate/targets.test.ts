import { expect, test } from "vitest";
import type { Row } from "../measurement.ts";
import { judgeRow } from "./targets.ts";

const row = (
  name: string,
  value: number,
  peer: string | null = null,
  ratio: number | null = null,
  n = 1_000_000,
): Row => ({
  case: `evaluate/${name}`,
  n,
  value,
  unit: "ms",
  peer,
  ratio,
});
const oneLeaf = [row("one-leaf", 0.1), row("one-leaf@workerd", 0.2), row("one-leaf", 0.01, null, null, 10_000)];

test.each<[name: string, row: Row, isMet: boolean | null]>([
  ["itself", row("one-leaf", 0.1), null],
  ["3 × the loop", row("one-leaf", 0.1, "crossing-loop", 3), true],
  ["more than 3 × the loop", row("one-leaf", 0.1, "crossing-loop", 3.1), false],
  ["more than 3 × the loop under workerd", row("one-leaf@workerd", 0.1, "crossing-loop", 3.1), false],
  ["a scan", row("one-leaf", 7, "typed-scan", 0.01), null],
  ["1,000 × as fast as CEL", row("one-leaf", 300, "cel-sweep", 0.001), true],
  ["999 × as fast as CEL", row("one-leaf", 300, "cel-sweep", 1 / 999), false],
  ["CEL at fewer triggers", row("one-leaf", 3, "cel-sweep", 0.1, 10_000), null],
  ["30,000 × as fast as rules", row("one-leaf", 9_000, "json-rules-engine", 1 / 30_000), true],
  ["29,000 × as fast as rules", row("one-leaf", 9_000, "json-rules-engine", 1 / 29_000), false],
  ["5 × one leaf", row("three-leaf", 0.5), true],
  ["6 × one leaf", row("trailing", 0.6), false],
  ["6 × one leaf of another n", row("trailing", 0.06, null, null, 10_000), false],
  ["3 × one leaf under workerd", row("trailing@workerd", 0.6), true],
  ["no one leaf at this n", row("trailing", 0.6, null, null, 7), null],
  ["three leaves of a peer", row("three-leaf", 0.5, "crossing-loop", 90), null],
  ["64 bytes", row("bytes-per-trigger", 64), true],
  ["65 bytes", row("bytes-per-trigger", 65), false],
  ["1.5 s", row("cold-start-ms", 1_500), true],
  ["2 s", row("cold-start-ms@workerd", 2_000), false],
  ["what has no target", row("whole-tick", 9_999), null],
])("%s", (_name, judged, isMet) => {
  expect(judgeRow(judged, oneLeaf)?.isMet ?? null).toBe(isMet);
});
