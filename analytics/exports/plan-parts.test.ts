import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultExportSettings } from "./export-settings.ts";
import {
  dataKeyOf,
  dayMs,
  latestKeyOf,
  snapshotKeyOf,
  startOfDayMs,
  supersededKeyOf,
  type TimeRange,
} from "./part-keys.ts";
import type { Part } from "./parts.ts";
import { isInTurn, judgeTile, planCompaction, planTiles } from "./plan-parts.ts";

const at = (day: number, hour: number): number => Date.UTC(2021, 4, day, hour);
/** `19T06` to a range: both ends as day and hour of May 2021. */
const range = (from: string, to: string): TimeRange => {
  const parse = (text: string): number => at(Number(text.slice(0, 2)), Number(text.slice(3)));
  return { fromMs: parse(from), toMs: parse(to) };
};
const part = (from: string, to: string, rows = 10, schemaHash = "now"): Part => {
  const own = range(from, to);
  const times = { firstRowMs: own.fromMs, lastRowMs: own.toMs - 1 };
  return { ...own, rows, schemaHash, ...times, versions: String(rows), files: [] };
};

test.each<[string, TimeRange, Part[], [TimeRange, boolean][]]>([
  ["the first time: everything", range("19T00", "19T18"), [], [[range("19T00", "19T18"), false]]],
  [
    "the first time: one part a date",
    range("18T00", "20T06"),
    [],
    [
      [range("18T00", "19T00"), false],
      [range("19T00", "20T00"), false],
      [range("20T00", "20T06"), false],
    ],
  ],
  [
    "since the previous one",
    range("19T00", "19T18"),
    [part("19T00", "19T12")],
    [
      [range("19T00", "19T12"), true],
      [range("19T12", "19T18"), false],
    ],
  ],
  [
    "over midnight",
    range("19T00", "20T06"),
    [part("19T00", "19T18")],
    [
      [range("19T00", "19T18"), true],
      [range("19T18", "20T00"), false],
      [range("20T00", "20T06"), false],
    ],
  ],
  [
    "a gap in between",
    range("19T00", "19T18"),
    [part("19T00", "19T06"), part("19T12", "19T18")],
    [
      [range("19T00", "19T06"), true],
      [range("19T06", "19T12"), false],
      [range("19T12", "19T18"), true],
    ],
  ],
  ["the same run again", range("19T00", "19T18"), [part("19T00", "19T18")], [[range("19T00", "19T18"), true]]],
  [
    "an earlier run after a later one",
    range("19T00", "19T12"),
    [part("19T00", "19T06"), part("19T12", "19T18")],
    [
      [range("19T00", "19T06"), true],
      [range("19T06", "19T12"), false],
      [range("19T12", "19T18"), true],
    ],
  ],
  [
    "a part that begins before what is kept",
    range("19T12", "19T18"),
    [part("19T00", "19T14")],
    [
      [range("19T00", "19T14"), true],
      [range("19T14", "19T18"), false],
    ],
  ],
  ["a part of long ago, out of turn", range("01T00", "02T00"), [part("01T00", "02T00")], []],
])("tiles: %s", (name, wanted, parts, expected) => {
  const settings = name.endsWith("turn") ? { ...defaultExportSettings, recentDays: 0 } : defaultExportSettings;
  const tiles = planTiles(wanted, parts, new Set(), settings);
  expect(tiles.map((tile) => [{ fromMs: tile.range.fromMs, toMs: tile.range.toMs }, tile.part !== null])).toEqual(
    expected,
  );
});

test("a suspect is planned once, in turn or not", () => {
  const [old, recent] = [part("01T00", "02T00"), part("19T00", "19T06")];
  const settings = { ...defaultExportSettings, recentDays: 0 };
  const tiles = planTiles(range("01T00", "19T06"), [old, recent], new Set([old, recent]), settings);
  expect(tiles.filter((tile) => tile.part === old)).toHaveLength(1);
  expect(tiles.filter((tile) => tile.part === recent)).toHaveLength(1);
});

test("tiles of a date cover it without a gap and never overlap, whatever is there", () => {
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 12 });
  fc.assert(
    fc.property(hours, fc.integer({ min: 1, max: 24 }), (starts, end) => {
      const sorted = starts.toSorted((a, b) => a - b);
      const parts = sorted
        .filter((_, place) => place % 2 === 0)
        .map((hour, place): Part => {
          const toMs = at(19, sorted[place * 2 + 1] ?? 24);
          return { ...part("19T00", "19T01"), fromMs: at(19, hour), toMs };
        });
      const wanted = { fromMs: at(19, 0), toMs: at(19, end) };
      const tiles = planTiles(wanted, parts, new Set(), defaultExportSettings);
      let reachedMs = wanted.fromMs;
      for (const tile of tiles) {
        // Parts of a later run are there too; the gaps before them are not this run's.
        if (reachedMs < wanted.toMs) expect(tile.range.fromMs).toBe(reachedMs);
        else expect(tile.part).not.toBeNull();
        expect(tile.range.toMs).toBeGreaterThan(reachedMs);
        reachedMs = tile.range.toMs;
      }
      expect(reachedMs).toBeGreaterThanOrEqual(wanted.toMs);
      expect(tiles.filter((tile) => tile.part !== null)).toHaveLength(parts.length);
    }),
    { numRuns: 200, seed: 19 },
  );
});

test("every date is looked at once in seven days, whatever date it is, and the latest at every run", () => {
  for (let day = 1; day <= 60; day += 1) {
    const runs = Array.from({ length: 28 }, (_, index) => at(70, 0) + index * (dayMs / 4));
    expect(runs.filter((toMs) => isInTurn(at(day, 0), toMs, defaultExportSettings))).toHaveLength(1);
  }
  for (let hour = 0; hour < 24; hour += 6) {
    expect(isInTurn(startOfDayMs(at(19, hour)), at(19, hour), defaultExportSettings)).toBe(true);
    expect(isInTurn(at(16, 0), at(19, hour), defaultExportSettings)).toBe(true);
  }
});

const firstMs = at(19, 0);
test.each<[string, Part | null, Parameters<typeof judgeTile>[1], boolean, ReturnType<typeof judgeTile>]>([
  ["nothing new", null, { rows: 0, firstMs: null, versions: "0" }, false, "keep"],
  ["new rows", null, { rows: 3, firstMs, versions: "3" }, false, "write"],
  ["unchanged", part("19T00", "19T06"), { rows: 10, firstMs, versions: "10" }, false, "keep"],
  ["rows came late", part("19T00", "19T06"), { rows: 12, firstMs, versions: "12" }, false, "write"],
  ["a row was replaced", part("19T00", "19T06"), { rows: 10, firstMs, versions: "11" }, false, "write"],
  ["other fields", part("19T00", "19T06", 10, "then"), { rows: 10, firstMs, versions: "10" }, false, "write"],
  ["old rows were pruned", part("19T00", "19T06"), { rows: 4, firstMs: firstMs + 9, versions: "4" }, false, "keep"],
  [
    "old rows were pruned, and more came late",
    part("19T00", "19T06"),
    { rows: 12, firstMs: firstMs + 9, versions: "12" },
    false,
    "keep",
  ],
  ["all were pruned", part("19T00", "19T06", 10, "then"), { rows: 0, firstMs: null, versions: "0" }, false, "keep"],
  ["broken", part("19T00", "19T06"), { rows: 10, firstMs, versions: "10" }, true, "write"],
  ["broken and pruned", part("19T00", "19T06"), { rows: 9, firstMs, versions: "9" }, true, "salvage"],
])("a tile: %s", (_, own, known, isBroken, expected) => {
  const tile = { range: own ?? range("19T00", "19T06"), part: own };
  expect(judgeTile(tile, known, isBroken, "now")).toBe(expected);
});

test.each<[string, Part[], number[][]]>([
  ["small neighbours of one date", [part("19T00", "19T06"), part("19T06", "19T12")], [[10, 10]]],
  ["one part alone", [part("19T00", "20T00")], []],
  ["never over midnight", [part("18T00", "19T00"), part("19T00", "19T06")], []],
  [
    "not beyond what a part may hold",
    [part("19T00", "19T06", 60), part("19T06", "19T12", 60), part("19T12", "20T00", 40)],
    [[60, 40]],
  ],
  ["not with other fields", [part("19T00", "19T06"), part("19T06", "19T12", 10, "then"), part("19T12", "19T18")], []],
  ["not before the date has ended long enough", [part("20T00", "20T06"), part("20T06", "20T12")], []],
])("compaction: %s", (_, parts, expected) => {
  const groups = planCompaction(parts, { beforeMs: at(20, 12), rowsMax: 100, schemaHash: "now" });
  expect(groups.map((group) => group.map(({ rows }) => rows))).toEqual(expected);
});

test("keys: hive layout by format and dataset, manifests beside the data, replaced files by what they are", () => {
  const own = range("19T06", "19T12");
  expect(dataKeyOf("prices", "arrow", own)).toBe(
    "exports/arrow/prices/date=2021-05-19/part-1621404000000-1621425600000.arrow",
  );
  expect(dataKeyOf("prices", "parquet", own)).toMatch(/^exports\/parquet\/prices\/date=2021-05-19\/.*\.parquet$/);
  expect([latestKeyOf("prices"), snapshotKeyOf("prices", 42)]).toEqual([
    "manifests/prices/latest.json",
    "manifests/prices/00000042.json",
  ]);
  expect(supersededKeyOf("ab", "arrow")).toBe("superseded/ab.arrow");
});
