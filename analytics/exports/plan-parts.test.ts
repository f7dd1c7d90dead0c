import { expect, test } from "vitest";
import type { TimeRange } from "../tick-series.ts";
import { dataKeyOf, manifestKeyOf, parseDataKey } from "./part-keys.ts";
import { planNewParts, planRepairs } from "./plan-parts.ts";

const at = (day: number, hour: number): number => Date.UTC(2021, 4, day, hour);
/** `19T06` to a range: both ends as day and hour of May 2021. */
const range = (from: string, to: string): TimeRange => {
  const parse = (text: string): number => at(Number(text.slice(0, 2)), Number(text.slice(3)));
  return { fromMs: parse(from), toMs: parse(to) };
};

test.each<[string, TimeRange, TimeRange[], TimeRange[]]>([
  ["the first time: everything", range("19T00", "19T18"), [], [range("19T00", "19T18")]],
  [
    "the first time: one part a date",
    range("18T00", "20T06"),
    [],
    [range("18T00", "19T00"), range("19T00", "20T00"), range("20T00", "20T06")],
  ],
  ["since the previous one", range("19T00", "19T18"), [range("19T00", "19T12")], [range("19T12", "19T18")]],
  [
    "over midnight",
    range("19T00", "20T06"),
    [range("19T00", "19T18")],
    [range("19T18", "20T00"), range("20T00", "20T06")],
  ],
  [
    "a gap in between",
    range("19T00", "19T18"),
    [range("19T12", "19T18"), range("19T00", "19T06")],
    [range("19T06", "19T12")],
  ],
  ["the same run again", range("19T00", "19T18"), [range("19T00", "19T18")], []],
  ["an earlier run after a later one", range("19T00", "19T12"), [range("19T00", "19T12"), range("19T12", "19T18")], []],
  [
    "a part that begins before what is kept",
    range("19T12", "19T18"),
    [range("19T00", "19T14")],
    [range("19T14", "19T18")],
  ],
])("%s", (_, wanted, stored, expected) => {
  expect(planNewParts(wanted, stored)).toEqual(expected);
});

test.each<[string, number | null, number, boolean]>([
  ["unchanged", 10, 10, false],
  ["ticks came late", 10, 12, true],
  ["old rows were pruned", 10, 4, false],
  ["a crash before the manifest", null, 10, true],
  ["a crash before the manifest, long ago", null, 0, false],
])("repair: %s", (_, rows, known, isRepaired) => {
  const part = range("19T00", "19T06");
  expect(planRepairs([{ range: part, rows }], [known])).toEqual(isRepaired ? [part] : []);
});

test("keys: hive layout, manifests beside the data, the range is read back", () => {
  const part = range("19T06", "19T12");
  expect(dataKeyOf("prices", part)).toBe("exports/prices/date=2021-05-19/part-1621404000000-1621425600000.arrows");
  expect(manifestKeyOf("prices", part)).toBe("manifests/prices/date=2021-05-19/part-1621404000000-1621425600000.json");
  expect(parseDataKey(dataKeyOf("prices", part))).toEqual(part);
  expect(parseDataKey("exports/prices/date=2021-05-19/readme.txt")).toBeUndefined();
});
