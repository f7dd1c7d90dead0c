import { expect, test } from "vitest";
import { formatTable } from "./format-table.ts";
import type { Row } from "./measurement.ts";

const rows: readonly Row[] = [
  { case: "evaluate/one-leaf", n: 1_000_000, value: 0.123456, unit: "ms", peer: null, ratio: null },
  { case: "evaluate/one-leaf", n: 10, value: 11_198.6, unit: "ms", peer: "cel-sweep", ratio: 0.0000110242 },
  { case: "page/js", n: 1, value: 1_234_567, unit: "bytes", peer: null, ratio: null },
];

test("a row per measurement, numbers flush right, targets beside what they judge", () => {
  const table = formatTable(rows, ({ n }) => (n > 1 ? { target: "at most 3", isMet: n === 10 } : null));
  expect(table.split("\n")).toEqual([
    "evaluate/one-leaf  1,000,000                   0.1235 ms                MISSED: at most 3",
    "evaluate/one-leaf         10  cel-sweep        11,199 ms  × 0.00001102  met: at most 3",
    "page/js                    1             1,234,567 bytes",
    "",
  ]);
});
