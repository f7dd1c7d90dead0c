import { expect, test } from "vitest";
import { chooseFiles, type Days, measureFiles } from "./choose-files.ts";

const file = (day: string, format = "arrow") => ({
  ...{ path: `exports/${format}/prices/date=${day}/part-1-2.${format}`, format, rows: 10, byteSize: 100 },
  ...{ sha256: "", href: "" },
});
const files = [file("2021-05-18"), file("2021-05-19"), file("2021-05-19", "parquet"), file("2021-05-20")];

test.each<[string, Days, readonly string[]]>([
  ["no bound", { from: null, to: null }, ["2021-05-18", "2021-05-19", "2021-05-20"]],
  ["from a day", { from: "2021-05-19", to: null }, ["2021-05-19", "2021-05-20"]],
  ["up to a day, which is included", { from: null, to: "2021-05-19" }, ["2021-05-18", "2021-05-19"]],
  ["one day", { from: "2021-05-19", to: "2021-05-19" }, ["2021-05-19"]],
  ["the wrong way round", { from: "2021-05-20", to: "2021-05-18" }, []],
])("%s: the Arrow files of those days", (_what, days, expected) => {
  expect(chooseFiles(files, days).map(({ path }) => path.slice(26, 36))).toEqual(expected);
});

test("files are measured by rows, bytes and days; none of them is nothing", () => {
  expect(measureFiles(chooseFiles(files, { from: null, to: null }))).toEqual({
    ...{ files: 3, rows: 30, bytes: 300, firstDay: "2021-05-18", lastDay: "2021-05-20" },
  });
  expect(measureFiles([])).toEqual({ files: 0, rows: 0, bytes: 0, firstDay: null, lastDay: null });
});
