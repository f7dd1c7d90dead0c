import { expect, test } from "vitest";
import { latestRecords } from "./latest-records.ts";
import { priceRecord, runRecord } from "./sample-records.ts";

const brief = (records: ReturnType<typeof latestRecords>) =>
  records.map((record) => `${record.key}@${record.version}${record.table === "pipeline_runs" ? record.row.note : ""}`);

test.each([
  ["nothing", [], []],
  [
    "the greatest version, first or last",
    [runRecord("a", 2, ""), runRecord("a", 3, ""), runRecord("a", 1, "")],
    ["a@3"],
  ],
  ["the first of equals", [runRecord("a", 2, "x"), runRecord("a", 2, "y")], ["a@2x"]],
  ["sorted by key", [runRecord("b", 1, ""), runRecord("a", 1, "")], ["a@1", "b@1"]],
])("keeps %s", (_, records, kept) => {
  expect(brief(latestRecords(records))).toEqual(kept);
});

test("the same key in two tables is two records", () => {
  const price = { ...priceRecord("BTC-USD", 1_500, 1), key: "a" };
  expect(brief(latestRecords([runRecord("a", 5, ""), price]))).toEqual(["a@5", "a@1"]);
});
