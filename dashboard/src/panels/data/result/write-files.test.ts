import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { decimal, float64, int64, list, TimeUnit, tableFromIPC, timestamp, utf8 } from "@uwdata/flechette";
import { expect, test } from "vitest";
import { resultOf } from "./test-result.ts";
import { writeArrow } from "./write-arrow.ts";
import { writeCsv } from "./write-csv.ts";
import { writeParquet } from "./write-parquet.ts";

const at = Date.UTC(2021, 4, 19, 11, 18);
const result = resultOf({
  asset: [utf8(), ["ETH-USD", 'a "quoted", text', "", null]],
  at: [timestamp(TimeUnit.MICROSECOND), [at, at + 1, at, null]],
  price: [float64(), [2500.01, -1e-9, 0, null]],
  rows: [int64(), [9_007_199_254_740_993n, -1n, 0n, null]],
  amount: [decimal(18, 4), [12_500n, -1n, 0n, null]],
  sources: [list(utf8()), [["coinbase", "kraken"], [], ["a"], null]],
});

test("CSV: null is empty, an empty text is not, times have their zone, quotes are doubled", () => {
  expect(writeCsv(result)).toBe(
    [
      "asset,at,price,rows,amount,sources",
      'ETH-USD,2021-05-19T11:18:00Z,2500.01,9007199254740993,1.2500,"[coinbase, kraken]"',
      '"a ""quoted"", text",2021-05-19T11:18:00.001Z,-1e-9,-1,-0.0001,[]',
      '"",2021-05-19T11:18:00Z,0,0,0.0000,[a]',
      ",,,,,",
      "",
    ].join("\r\n"),
  );
});

test("Arrow: a file with the same rows, whose times are UTC", () => {
  const table = tableFromIPC(writeArrow(result), { useBigInt: true, useDecimalInt: true });
  expect(table.schema.fields[1]?.type).toMatchObject({ timezone: "UTC", unit: TimeUnit.MICROSECOND });
  expect(table.numRows).toBe(4);
  expect(table.get(0)).toEqual({
    ...{ asset: "ETH-USD", at, price: 2500.01, rows: 9_007_199_254_740_993n, amount: 12_500n },
    sources: ["coinbase", "kraken"],
  });
  expect(Object.values(table.get(3)).every((value) => value === null)).toBe(true);
});

test("Parquet: DuckDB reads the same rows, with exact numbers and zoned times", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portent-result-"));
  try {
    const path = join(folder, "result.parquet");
    writeFileSync(path, await writeParquet(result));
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.runAndReadAll(
      `SELECT typeof("at"), epoch_ms("at")::varchar, asset, price, "rows"::varchar, amount::varchar, sources FROM '${path}'`,
    );
    expect(read.getRowsJson()).toEqual([
      ["TIMESTAMP WITH TIME ZONE", String(at), "ETH-USD", 2500.01, "9007199254740993", "1.2500", "[coinbase, kraken]"],
      ["TIMESTAMP WITH TIME ZONE", String(at + 1), 'a "quoted", text', -1e-9, "-1", "-0.0001", "[]"],
      ["TIMESTAMP WITH TIME ZONE", String(at), "", 0, "0", "0.0000", "[a]"],
      ["TIMESTAMP WITH TIME ZONE", null, null, null, null, null, null],
    ]);
    connection.closeSync();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
