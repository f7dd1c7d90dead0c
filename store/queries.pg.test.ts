import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AssetId } from "../contracts/ids.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { openReader, openWriter } from "./connect.ts";
import { countRows, readPriceHistory } from "./queries.ts";
import { oneOfEach, priceRecord, sampleAtMs } from "./sample-records.ts";
import { writeJournal } from "./write-journal.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

async function open() {
  const { url, settings } = await server.freshDatabase();
  const writer = openWriter(settings);
  const reader = openReader(url);
  return {
    writer,
    reader,
    [Symbol.asyncDispose]: async () => void (await Promise.all([writer.close(), reader.close()])),
  };
}

const at = (window: number) => sampleAtMs + window * 120_000;
const point = (window: number, priceUsd: number) => ({ atMs: at(window), priceUsd });

test("price history by range and asset, in time order", async () => {
  await using database = await open();
  const { writer, reader } = database;
  const records = [3, 1, 2, 0].flatMap((window) => [
    priceRecord("ETH-USD", at(window), 2_000.5 + window),
    priceRecord("BTC-USD", at(window), 60_000 + window),
  ]);
  await writeJournal(writer, records);
  const btc = { asset: "BTC-USD", points: [point(1, 60_001), point(2, 60_002)] };
  const eth = { asset: "ETH-USD", points: [point(1, 2_001.5), point(2, 2_002.5)] };
  const range = { fromMs: at(1), toMs: at(2) };
  const read = (assets?: string[]) =>
    readPriceHistory(reader, { ...range, ...(assets && { assets: assets.map((asset) => AssetId.parse(asset)) }) });
  expect(await read()).toEqual({ ok: true, value: [btc, eth] });
  expect(await read(["ETH-USD", "XRP-USD"])).toEqual({ ok: true, value: [eth] });
  expect(await read([])).toEqual({ ok: true, value: [] });
  expect(await readPriceHistory(reader, { fromMs: at(2), toMs: at(1) })).toEqual({ ok: true, value: [] });
});

test("a long range is thinned to a thousand points that end with the newest", async () => {
  await using database = await open();
  const { writer, reader } = database;
  const records = Array.from({ length: 2_500 }, (_, window) => priceRecord("BTC-USD", at(window), 1 + window));
  await writeJournal(writer, records);
  const result = await readPriceHistory(reader, { fromMs: at(0), toMs: at(2_499) });
  const points = result.ok ? (result.value[0]?.points ?? []) : [];
  expect(points.length).toBeGreaterThan(800);
  expect(points.length).toBeLessThanOrEqual(1_000);
  expect(points.at(-1)).toEqual(point(2_499, 2_500));
  expect(points.every((each, index) => index === 0 || each.atMs > (points[index - 1]?.atMs ?? 0))).toBe(true);
});

test("with many assets each has fewer points, and none is left out", async () => {
  await using database = await open();
  const { writer, reader } = database;
  const windows = Array.from({ length: 100 }, (_, window) => window);
  await writeJournal(
    writer,
    ["BTC-USD", "ETH-USD"].flatMap((asset) => windows.map((window) => priceRecord(asset, at(window), 1 + window))),
  );
  const result = await readPriceHistory(reader, { fromMs: at(0), toMs: at(99), assetCount: 2_500 });
  const lengths = result.ok ? result.value.map(({ points }) => points.length) : [];
  expect(lengths).toEqual([20, 20]);
  expect(result.ok && result.value[1]?.points.at(-1)).toEqual(point(99, 100));
});

test("rows are counted per table", async () => {
  await using database = await open();
  await writeJournal(database.writer, oneOfEach());
  expect(await countRows(database.reader)).toEqual({
    ok: true,
    value: {
      prices: 1,
      signals: 2,
      events: 1,
      clusters: 1,
      cascade_edges: 1,
      casts: 1,
      pipeline_runs: 1,
      refused_quotes: 1,
      source_runs: 2,
      stories: 2,
      factors: 1,
      markets: 2,
      anomalies: 1,
      relations: 1,
      backfills: 1,
    },
  });
});

test("a stopped server is an answer, and the same reader reads again afterwards", async () => {
  await using database = await open();
  const { reader } = database;
  expect((await countRows(reader)).ok).toBe(true);
  await server.stopServer();
  try {
    expect(await countRows(reader)).toMatchObject({ ok: false, error: { code: "database-unreachable" } });
  } finally {
    await server.startServer();
  }
  expect((await countRows(reader)).ok).toBe(true);
}, 20_000);

test("a server that never answers is given up within three seconds", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const reader = openReader(`postgres://someone:secret@127.0.0.1:${port}/none`);
  const startedMs = performance.now();
  const result = await countRows(reader);
  expect(result).toMatchObject({ ok: false, error: { code: "database-unreachable" } });
  expect(JSON.stringify(result)).not.toContain("secret");
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  await reader.close();
  silent.close();
}, 10_000);
