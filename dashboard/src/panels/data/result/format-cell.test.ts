import {
  bool,
  type DataType,
  dateDay,
  decimal,
  dictionary,
  float64,
  int32,
  int64,
  list,
  TimeUnit,
  timeMicrosecond,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import { expect, test } from "vitest";
import { formatCell } from "./format-cell.ts";
import { formatDecimal } from "./format-decimal.ts";
import { formatMoment } from "./format-moment.ts";
import { resultOf } from "./test-result.ts";
import { typeName } from "./type-name.ts";

const at = Date.UTC(2021, 4, 19, 11, 18);

test.each<[string, DataType, unknown, string | null, string]>([
  ["a text", utf8(), "ETH-USD", "ETH-USD", "varchar"],
  ["an empty text", utf8(), "", "", "varchar"],
  ["null", utf8(), null, null, "varchar"],
  ["a text that repeats", dictionary(utf8(), int32()), "done", "done", "enum"],
  ["a number", float64(), 2500.01, "2500.01", "double"],
  ["no number", float64(), Number.NaN, "NaN", "double"],
  ["a long whole number", int64(), 9_007_199_254_740_993n, "9007199254740993", "bigint"],
  ["a decimal", decimal(18, 4), 12_500n, "1.2500", "decimal(18, 4)"],
  [
    "a long decimal",
    decimal(38, 0),
    123_456_789_012_345_678_901_234_567_890n,
    "123456789012345678901234567890",
    "decimal(38, 0)",
  ],
  ["a truth", bool(), true, "true", "boolean"],
  ["a moment", timestamp(TimeUnit.MILLISECOND), at, "2021-05-19 11:18:00", "timestamp, UTC"],
  ["a moment with a fraction", timestamp(TimeUnit.MILLISECOND), at + 120, "2021-05-19 11:18:00.12", "timestamp, UTC"],
  ["a day", dateDay(), new Date(at), "2021-05-19", "date"],
  ["a time of day", timeMicrosecond(), 43_201_500_000n, "12:00:01.5", "time"],
  ["a list", list(utf8()), ["coinbase", "kraken"], "[coinbase, kraken]", "varchar[]"],
])("%s", (_what, type, value, text, name) => {
  const [column] = resultOf({ a: [type, [value]] }).columns;
  expect(column === undefined ? undefined : formatCell(column.type, column.at(0))).toBe(text);
  expect(typeName(type)).toBe(name);
});

test.each([
  [-1n, 0, "1969-12-31 23:59:59"],
  [0n, 3, "1970-01-01 00:00:00"],
  [1_609_459_200_123_456_789n, 3, "2021-01-01 00:00:00.123456789"],
  [1_609_459_200_123_456n, 2, "2021-01-01 00:00:00.123456"],
])("%s in unit %i: %s, to the last digit", (value, unit, text) => expect(formatMoment(value, unit)).toBe(text));

test.each([
  [-5n, 2, "-0.05"],
  [0n, 2, "0.00"],
  [-12_345n, 3, "-12.345"],
])("decimal %s at scale %i: %s", (value, scale, text) => expect(formatDecimal(value, scale)).toBe(text));
