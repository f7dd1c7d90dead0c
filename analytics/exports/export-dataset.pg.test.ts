import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { oneOfEach, priceRecord, sampleAtMs } from "../../store/sample-records.ts";
import { openTestDatabase, type TestDatabase } from "../../store/test-database.ts";
import { listPublicDatasets, type PublicDatasetName, publicDatasets } from "./datasets.ts";
import { decodeArrow } from "./decode-arrow.ts";
import { exportDataset } from "./export-dataset.ts";
import { storedRows } from "./export-rows.ts";
import { defaultExportSettings } from "./export-settings.ts";
import { memoryObjectStore } from "./memory-object-store.ts";
import { dayMs } from "./part-keys.ts";
import { readLatest } from "./snapshots.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

function open({ reader }: TestDatabase, rowsPerPage = 2) {
  const archive = memoryObjectStore();
  const settings = { ...defaultExportSettings, rowsPerPage };
  const deps = { rows: storedRows(reader), archive, settings, writtenBy: "portent/test" };
  return {
    run: (name: PublicDatasetName, toMs: number) => exportDataset(name, toMs, deps),
    /** Every row of the newest snapshot, as its fields by name. */
    read: async (name: PublicDatasetName) => {
      const dataset = publicDatasets[name];
      const { snapshot } = await readLatest(archive, name);
      const found = [];
      for (const file of snapshot?.files.filter(({ format }) => format === "arrow") ?? []) {
        const stored = await archive.get(file.path);
        if (stored === null) throw new Error(`${file.path} is gone`);
        const { rows, values } = decodeArrow(dataset, stored.bytes);
        for (let row = 0; row < rows; row += 1) {
          found.push(Object.fromEntries(dataset.fields.map((field, place) => [field.name, values[place]?.[row]])));
        }
      }
      return found;
    },
  };
}

test("every dataset: what the journal has written is what the files hold, and a second run writes nothing", async () => {
  await using database = await openTestDatabase(server);
  await database.write(oneOfEach());
  const { run, read } = open(database);
  const toMs = sampleAtMs + 2 * dayMs;
  const rows: Record<string, unknown> = {};
  for (const name of listPublicDatasets()) {
    const report = await run(name, toMs);
    expect([name, report.isComplete, report.lost, report.written.length > 0]).toEqual([name, true, [], true]);
    expect((await run(name, toMs)).written).toEqual([]);
    rows[name] = (await read(name))[0];
  }
  expect(rows).toMatchObject({
    prices: { asset: "ETH-USD", window_end: sampleAtMs, price_usd: 2_222.22, sources: ["binance"] },
    signals: { signal: "factor.risk", value: 0.1 + 0.2, low: -1e-7, high: 5e-324, sources: ["usgs"] },
    events: { event_id: "usgs:1", shock: -0.64, countries: ["TR"], latitude: 39.5, longitude: null },
    clusters: { cluster_id: "c1", stress: 0.97, lineage_state: "merged", lineage_from: ["c1", "c2"] },
    cascade_edges: { from_asset: "BTC-USD", lag_ms: 240_000, support: 5_031, last_seen_at: sampleAtMs },
    pipeline_runs: { stage: "ingest", elapsed_ms: 412.0625, outcome: "degraded" },
  });
});

test("late and replaced rows get into their part, page ends within one moment included", async () => {
  await using database = await openTestDatabase(server);
  const at = (window: number) => sampleAtMs + window * 120_000;
  const assets = ["A-USD", "B-USD", "C-USD", "D-USD", "E-USD"];
  await database.write(
    [0, 1, 2].flatMap((window) => assets.map((asset) => priceRecord(asset, at(window), window + 1))),
  );
  const { run, read } = open(database);
  const toMs = at(3);
  expect((await run("prices", toMs)).rows).toBe(15);
  await database.write([priceRecord("F-USD", at(1), 9), priceRecord("A-USD", at(2), 77, 2)]);
  expect((await run("prices", toMs)).written.map(({ rows, format }) => [rows, format])).toEqual([
    [16, "arrow"],
    [16, "parquet"],
  ]);
  const expected = [0, 1, 2].flatMap((window) =>
    [...assets, ...(window === 1 ? ["F-USD"] : [])].map((asset) => [asset, at(window)]),
  );
  const found = await read("prices");
  expect(found.map(({ asset, window_end }) => [asset, window_end])).toEqual(expected);
  expect(found.find(({ asset, window_end }) => asset === "A-USD" && window_end === at(2))).toMatchObject({
    price_usd: 77,
  });
});

test("a store that does not answer ends the run with its code, and leaves what is there", async () => {
  await using database = await openTestDatabase(server);
  const { run } = open(database);
  await database.reader.close();
  await expect(run("prices", sampleAtMs)).rejects.toMatchObject({ code: "store-unavailable" });
});
