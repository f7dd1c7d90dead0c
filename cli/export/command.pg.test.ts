import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { decodeArrow } from "../../analytics/exports/decode-arrow.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { priceRecord } from "../../store/sample-records.ts";
import { openTestDatabase } from "../../store/test-database.ts";
import { openTestFolder } from "../test-run-portent.ts";
import { FolderManifest } from "./manifest.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.stop());

const minuteMs = 60_000;
const startMs = Date.UTC(2021, 4, 19, 22);
const records = (count: number, version = 1) =>
  Array.from({ length: count }, (_, at) => priceRecord("ETH-USD", startMs + at * 2 * minuteMs, 2_000 + at, version));

test("from the store: rows of two dates to the millisecond, again without a change, and replaced rows", async () => {
  await using database = await openTestDatabase(server);
  using folder = openTestFolder({});
  await database.write(records(120));
  const run = (...args: string[]) =>
    folder.run("export", "--dataset", "prices", "--format", "arrow", "--database-url", database.url, ...args);
  const manifest = () => FolderManifest.parse(JSON.parse(folder.read("exports/_manifests/prices.json")));
  const rows = () =>
    manifest().files.flatMap(({ path }) => {
      const { values } = decodeArrow(publicDatasets.prices, readFileSync(join(folder.path, "exports", path)));
      return (values[1] ?? []).map((time, row) => [time, values[2]?.[row]]);
    });
  const expected = records(120).map((_, at) => [startMs + at * 2 * minuteMs, 2_000 + at]);

  const first = run();
  expect([first.code, first.out]).toEqual([
    0,
    expect.stringMatching(/^prices: 2 files, 120 rows, [\d.]+ kB \(the store\)\n$/),
  ]);
  expect(manifest().files.map(({ path }) => path.split("/")[1])).toEqual(["date=2021-05-19", "date=2021-05-20"]);
  expect(rows()).toEqual(expected);
  expect(run().out).toMatch(/\(the store, 2 kept\)\n$/);

  await database.write([priceRecord("ETH-USD", startMs, 1, 2)]);
  expect(run().out).toMatch(/\(the store, 1 kept\)\n$/);
  expect(rows()[0]).toEqual([startMs, 1]);

  const cut = run("--from", String(startMs + 1), "--to", new Date(startMs + 10 * minuteMs).toISOString());
  expect([cut.code, cut.out]).toEqual([
    0,
    expect.stringMatching(/1 file, 4 rows, .*2 files of an earlier export removed/),
  ]);
  expect(rows()).toEqual(expected.slice(1, 5));
  expect(run("--to", "2020-01-01").out).toBe(
    "prices: nothing there: 0 rows (the store, 1 file of an earlier export removed)\n",
  );
});

test("a store that is down is 2, with one line, and no manifest", async () => {
  await using database = await openTestDatabase(server);
  using folder = openTestFolder({});
  await database.write(records(2));
  await server.stopServer();
  try {
    const run = folder.run("export", "--dataset", "prices", "--database-url", database.url);
    expect([run.code, run.err.trimEnd().split("\n")]).toEqual([2, [expect.stringMatching(/^portent export: ./)]]);
    expect(folder.names()).toEqual([]);
  } finally {
    await server.startServer();
  }
});
