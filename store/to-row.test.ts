import { getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { oneOfEach, sampleAtMs } from "./sample-records.ts";
import { journalTables } from "./schema.ts";
import { toRow } from "./to-row.ts";

test.each(oneOfEach().map((record) => [record.table, record] as const))(
  "every field of a record of %s has its column, and every column its field",
  (_, record) => {
    const { table, row } = toRow(record);
    expect(new Set(Object.keys(row))).toEqual(new Set(Object.keys(getTableColumns(journalTables[table]))));
  },
);

test("the record's own key stands beside the signal's name", () => {
  const signal = oneOfEach().find((record) => record.table === "signals");
  expect(signal && toRow(signal)).toMatchObject({
    row: { key: `factor.risk:${sampleAtMs}`, signal: "factor.risk", sampleAt: new Date(sampleAtMs) },
  });
});
