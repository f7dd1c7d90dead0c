import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { type ExportTableName, exportTables } from "./export-tables.ts";
import type { Reader } from "./handles.ts";
import type { PageCursor } from "./page-cursor.ts";
import { countExportRows, type ExportRow, readExportPage, readFirstExportMs } from "./read-export-rows.ts";
import { oneOfEach, priceRecord, sampleAtMs } from "./sample-records.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const at = (window: number) => sampleAtMs + window * 120_000;

/** The pages of a range, one list each. */
async function readPages(reader: Reader, name: ExportTableName, fromMs: number, toMs: number, limit: number) {
  const pages: ExportRow[][] = [];
  let after: PageCursor | null = null;
  do {
    const page = await readExportPage(reader, name, { fromMs, toMs, after, limit });
    if (!page.ok) throw new Error(page.error.message);
    pages.push([...page.value.rows]);
    after = page.value.next;
  } while (after !== null);
  return pages;
}

test("pages: by time, then by key in code point order, whatever the page; the range's end is left out", async () => {
  await using database = await openTestDatabase(server);
  // `A-USD` and `A2-USD` differ in order between code points and most languages, and three rows share each window.
  const records = [0, 1, 2].flatMap((window) =>
    ["A-USD", "A2-USD", "B-USD"].map((asset) => priceRecord(asset, at(window), 100 + window, window + 1)),
  );
  await database.write(records.toReversed());
  const rowsOf = (pages: ExportRow[][]) => pages.flat().map(({ atMs, values }) => `${atMs}:${String(values[0])}`);
  const expected = [0, 1].flatMap((window) => ["A-USD", "A2-USD", "B-USD"].map((asset) => `${at(window)}:${asset}`));
  for (const limit of [1, 2, 3, 4, 6, 7]) {
    const pages = await readPages(database.reader, "prices", at(0), at(2), limit);
    expect(rowsOf(pages)).toEqual(expected);
    expect(pages.map((page) => page.length)).toEqual(
      Array.from({ length: Math.ceil(6 / limit) }, (_, index) => Math.min(limit, 6 - index * limit)),
    );
  }
  expect((await readPages(database.reader, "prices", at(1), at(2), 9)).flat().map(({ version }) => version)).toEqual([
    2, 2, 2,
  ]);
  expect(await readPages(database.reader, "prices", at(5), at(9), 5)).toEqual([[]]);
});

test("rows that arrive between two pages neither repeat nor hide others", async () => {
  await using database = await openTestDatabase(server);
  await database.write(["B-USD", "D-USD", "F-USD"].map((asset) => priceRecord(asset, at(0), 1)));
  const range = { fromMs: at(0), toMs: at(1), limit: 2 };
  const first = await readExportPage(database.reader, "prices", { ...range, after: null });
  await database.write(["A-USD", "E-USD"].map((asset) => priceRecord(asset, at(0), 1)));
  const after = first.ok ? first.value.next : null;
  const second = await readExportPage(database.reader, "prices", { ...range, after });
  const names = [first, second].map((page) => (page.ok ? page.value.rows.map(({ values }) => values[0]) : []));
  expect(names).toEqual([
    ["B-USD", "D-USD"],
    ["E-USD", "F-USD"],
  ]);
});

test("counts: rows, the earliest and the versions of each range; a replaced row shows in the versions alone", async () => {
  await using database = await openTestDatabase(server);
  const { reader, write } = database;
  const ranges = [
    { fromMs: at(2), toMs: at(9) },
    { fromMs: at(0), toMs: at(2) },
    { fromMs: at(20), toMs: at(30) },
  ];
  expect(await readFirstExportMs(reader, "prices")).toEqual({ ok: true, value: null });
  await write([priceRecord("A-USD", at(0) + 1, 1), priceRecord("A-USD", at(1), 1, 7), priceRecord("A-USD", at(2), 1)]);
  const none = { rows: 0, firstMs: null, versions: "0" };
  expect(await countExportRows(reader, "prices", ranges)).toEqual({
    ok: true,
    value: [{ rows: 1, firstMs: at(2), versions: "1" }, { rows: 2, firstMs: at(0) + 1, versions: "8" }, none],
  });
  expect(await readFirstExportMs(reader, "prices")).toEqual({ ok: true, value: at(0) + 1 });
  await write([priceRecord("A-USD", at(2), 2, 5)]);
  expect(await countExportRows(reader, "prices", ranges.slice(0, 1))).toMatchObject({
    value: [{ rows: 1, versions: "5" }],
  });
  expect(await countExportRows(reader, "prices", [])).toEqual({ ok: true, value: [] });
});

test("every table is read in the dataset's shape: lists as lists, moments in milliseconds, nulls as nulls", async () => {
  await using database = await openTestDatabase(server);
  await database.write(oneOfEach());
  const read = async (name: ExportTableName) => {
    const pages = await readPages(database.reader, name, 0, Number.MAX_SAFE_INTEGER, 5);
    return pages.flat().map(({ values }) => values);
  };
  for (const name of Object.keys(exportTables) as ExportTableName[]) {
    for (const row of await read(name)) expect(row).toHaveLength(exportTables[name].columns.length);
  }
  expect((await read("prices"))[0]?.slice(-2)).toEqual([["binance"], ["kraken"]]);
  expect((await read("clusters"))[0]).toEqual([
    ...["c1", sampleAtMs, "fast", ["BTC-USD", "ETH-USD"], "BTC-USD", 0.873, 0.97, "merged", ["c1", "c2"]],
  ]);
  expect((await read("cascade_edges"))[0]).toEqual([
    ...["BTC-USD", "ETH-USD", sampleAtMs, 0.21, 0.12, 0.3, 240_000, 5_031, 0.004, "learned", sampleAtMs],
  ]);
  const [event] = await read("events");
  expect(event?.slice(9, 18)).toEqual([-0.1, 0, -0.3, 0, -0.64, ["TR"], 39.5, null, "point"]);
  expect((await read("signals")).map((row) => [row[0], row[3], row[4]])).toEqual([
    ["factor.risk", -1e-7, 5e-324],
    ["factor.shock", null, null],
  ]);
});

test("a database that does not answer is an error value", async () => {
  await using database = await openTestDatabase(server);
  await database.reader.close();
  const failed = { ok: false, error: expect.objectContaining({ code: "database-unreachable" }) };
  const page = { fromMs: 0, toMs: 1, after: null, limit: 1 };
  expect(await readExportPage(database.reader, "prices", page)).toEqual(failed);
  expect(await countExportRows(database.reader, "prices", [{ fromMs: 0, toMs: 1 }])).toEqual(failed);
});
