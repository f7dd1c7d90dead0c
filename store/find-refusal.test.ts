import { expect, test } from "vitest";
import { findRefusal } from "./find-refusal.ts";
import { oneOfEach, priceRecord, runRecord } from "./sample-records.ts";

test.each(oneOfEach().map((record) => [record.table, record] as const))(
  "a sound record of %s is storable",
  (_, record) => {
    expect(findRefusal(record)).toBeUndefined();
  },
);

test.each([
  ["a zero character", runRecord("a", 1, "x\0"), 'pipeline_runs "a": row.note holds a zero character'],
  [
    "half of a surrogate pair",
    runRecord("a", 1, "\ud800"),
    'pipeline_runs "a": row.note holds half of a surrogate pair',
  ],
  ["a zero character in a key", runRecord("\0", 1, ""), 'pipeline_runs "\\u0000": key holds a zero character'],
  [
    "a moment after the year 9999",
    priceRecord("BTC-USD", 253_402_300_800_000, 1),
    'prices "BTC-USD:253402300800000": windowEndAt is after the year 9999',
  ],
  [
    "a moment beyond what a date can be",
    priceRecord("BTC-USD", 8_700_000_000_000_000, 1),
    'prices "BTC-USD:8700000000000000": windowEndAt is after the year 9999',
  ],
])("%s is refused", (_, record, reason) => {
  expect(findRefusal(record)).toBe(reason);
});
