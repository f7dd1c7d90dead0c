import { expect, test } from "vitest";
import type { Row } from "../measurement.ts";
import { judgeRow } from "./targets.ts";

const row = (name: string, n: number, value: number, peer: string | null = null): Row => ({
  ...{ case: `export/${name}`, n, value, unit: "", peer, ratio: null },
});
const small = row("memory@arrow", 100_000, 200);

test.each<[what: string, row: Row, isMet: boolean | null]>([
  ["fast enough", row("rows-per-second@arrow", 1, 33_334), true],
  ["too slow", row("rows-per-second@arrow", 1, 33_333), false],
  ["Parquet", row("rows-per-second@parquet", 1, 33_333), false],
  ["a peer", row("rows-per-second@parquet", 1, 1, "duckdb"), null],
  ["memory of the fewest rows", small, null],
  ["memory that does not grow", row("memory@arrow", 1_000_000, 300), true],
  ["memory that grows", row("memory@arrow", 1_000_000, 301), false],
  ["memory beside less than a part", row("memory@parquet", 100_000, 301), null],
  ["what has no target", row("bytes-per-row@arrow", 1, 1), null],
])("%s", (_, judged, isMet) => {
  expect(judgeRow(judged, [small, row("memory@parquet", 10_000, 1), judged])?.isMet ?? null).toBe(isMet);
});
