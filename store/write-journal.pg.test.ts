import { createServer } from "node:net";
import * as fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "../local/free-port.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { openWriter } from "./connect.ts";
import { oneOfEach, priceRecord, runRecord, sampleAtMs } from "./sample-records.ts";
import { writeJournal } from "./write-journal.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

async function open() {
  const { url, settings } = await server.freshDatabase();
  const sql = postgres(url, { max: 1 });
  const writer = openWriter(settings);
  return {
    sql,
    writer,
    settings,
    [Symbol.asyncDispose]: async () => void (await Promise.all([writer.close(), sql.end()])),
  };
}

test("every kind of record is stored as it was, and a repeat changes nothing", async () => {
  await using database = await open();
  const { sql, writer } = database;
  const records = oneOfEach();
  expect(await writeJournal(writer, records)).toEqual({ ok: true, value: { written: records.length } });
  expect(await writeJournal(writer, records)).toEqual({ ok: true, value: { written: 0 } });

  expect(await sql`select price_usd, window_end_at, sample_at, sources from prices`).toEqual([
    {
      price_usd: 2_222.22,
      window_end_at: new Date(sampleAtMs),
      sample_at: new Date(sampleAtMs - 1_500),
      sources: records[0]?.table === "prices" ? records[0].row.sources : [],
    },
  ]);
  expect(await sql`select signal, value, low, high, unit, producer from signals order by signal`).toEqual([
    { signal: "factor.risk", value: 0.1 + 0.2, low: -1e-7, high: 5e-324, unit: "score", producer: "enrich" },
    { signal: "factor.shock", value: 0.1 + 0.2, low: null, high: null, unit: "score", producer: "enrich" },
  ]);
  expect(await sql`select event_id, title, geo, factors, evidence_url, fetched_at from events`).toEqual([
    {
      event_id: "usgs:1",
      title: 'Çayırlı\'de "6.4" 🌍 \\ quake; drop table events',
      geo: { countries: ["TR"], lat: 39.5, lon: null, precision: "point" },
      factors: { growth: -0.1, liquidity: 0, risk: -0.3, regulation: 0, shock: -0.64 },
      evidence_url: null,
      fetched_at: new Date(sampleAtMs + 999),
    },
  ]);
  expect(await sql`select cluster_id, view, members, stress, lineage_from, as_of_at from clusters`).toEqual([
    {
      cluster_id: "c1",
      view: "fast",
      members: ["BTC-USD", "ETH-USD"],
      stress: 0.97,
      lineage_from: ["c1", "c2"],
      as_of_at: new Date(sampleAtMs),
    },
  ]);
  expect(await sql`select from_asset, to_asset, lag_ms::int, q, last_seen_at from cascade_edges`).toEqual([
    { from_asset: "BTC-USD", to_asset: "ETH-USD", lag_ms: 240_000, q: 0.004, last_seen_at: new Date(sampleAtMs) },
  ]);
  expect(await sql`select version::text, state, block_number, jsonb_array_length(steps) as steps from casts`).toEqual([
    { version: "9007199254740991", state: "FINALIZED", block_number: "123456789012345678901234567890", steps: 2 },
  ]);
  expect(await sql`select elapsed_ms, outcome, finished_at from pipeline_runs`).toEqual([
    { elapsed_ms: 412.0625, outcome: "degraded", finished_at: new Date(sampleAtMs + 412) },
  ]);
});

test("order, repeats and grouping do not matter: the greatest version stands", async () => {
  await using database = await open();
  const { sql, writer } = database;
  const versions = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(6)), { minLength: 1, maxLength: 14 });
  const groups = versions.chain((all) => fc.tuple(fc.constant(all), fc.integer({ min: 1, max: all.length })));
  await fc.assert(
    fc.asyncProperty(groups, async ([all, size]) => {
      await sql`truncate pipeline_runs`;
      for (let start = 0; start < all.length; start += size) {
        const records = all.slice(start, start + size).map(([key, version]) => runRecord(key, version, `v${version}`));
        expect((await writeJournal(writer, records)).ok).toBe(true);
      }
      const greatest = new Map<string, number>();
      for (const [key, version] of all) greatest.set(key, Math.max(version, greatest.get(key) ?? 0));
      const rows = await sql`select key, version::int, note from pipeline_runs order by key`;
      const expected = [...greatest].map(([key, version]) => ({ key, version, note: `v${version}` }));
      expect(new Set(rows)).toEqual(new Set(expected));
    }),
    { numRuns: 40 },
  );
});

test("a transaction larger than one statement is written whole", async () => {
  await using database = await open();
  const { sql, writer } = database;
  const many = Array.from({ length: 1_201 }, (_, index) => priceRecord("BTC-USD", sampleAtMs + index, 1 + index));
  expect(await writeJournal(writer, many)).toEqual({ ok: true, value: { written: 1_201 } });
  expect(await sql`select count(*)::int as rows, sum(price_usd) as sum from prices`).toEqual([
    { rows: 1_201, sum: (1_201 * 1_202) / 2 },
  ]);
});

test("what Postgres alone can refuse is refused, with nothing of its transaction written, and the next goes on", async () => {
  await using database = await open();
  const { sql, writer } = database;
  // Random enough not to be compressed under the limit of an index entry.
  const tooLong = Array.from({ length: 12_000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * index * 31) % 20_000)),
  );
  const bad = runRecord("bad", 1, "");
  if (bad.table === "pipeline_runs") bad.row.stage = tooLong.join("");
  const result = await writeJournal(writer, [runRecord("good", 1, ""), bad]);
  expect(result).toMatchObject({ ok: false, error: { code: "record-refused" } });
  expect(JSON.stringify(result)).toContain("SQLSTATE 54000");
  expect(await sql`select key from pipeline_runs`).toEqual([]);
  expect(await writeJournal(writer, [runRecord("good", 1, "")])).toEqual({ ok: true, value: { written: 1 } });
});

test("two writers of the same keys in opposite orders both end, with the same rows", async () => {
  await using database = await open();
  const { sql, writer, settings } = database;
  const other = openWriter(settings);
  const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
  const rounds = Array.from({ length: 12 }, (_, round) => round);
  const write = (target: typeof writer, order: readonly string[], offset: number) =>
    rounds.reduce<Promise<boolean>>(async (before, round) => {
      const sound = await before;
      const records = order.map((key) => runRecord(key, round * 2 + offset, ""));
      return (await writeJournal(target, records)).ok && sound;
    }, Promise.resolve(true));
  const sound = await Promise.all([write(writer, keys, 1), write(other, keys.toReversed(), 2)]);
  await other.close();
  expect(sound).toEqual([true, true]);
  expect(await sql`select distinct version::int from pipeline_runs`).toEqual([{ version: 24 }]);
});

test("a database that is not migrated is unreachable, not the record's fault", async () => {
  await using database = await open();
  const { sql, writer } = database;
  await sql`drop table pipeline_runs`;
  const result = await writeJournal(writer, [runRecord("a", 1, "")]);
  expect(result).toMatchObject({ ok: false, error: { code: "database-unreachable" } });
});

test("a stopped server, a closed port and a server that never answers all fail within three seconds", async () => {
  const { settings } = await server.freshDatabase();
  const silent = createServer(() => {});
  const silentPort = await new Promise<number>((resolve) => {
    silent.listen(0, "127.0.0.1", () => {
      const address = silent.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const closed = { ...settings, websocketProxy: `127.0.0.1:${await findFreePort()}/v1` };
  const mute = { ...settings, websocketProxy: `127.0.0.1:${silentPort}/v1` };
  await server.stopServer();
  try {
    for (const [name, each] of Object.entries({ stopped: settings, closed, mute })) {
      const writer = openWriter(each);
      const startedMs = performance.now();
      const result = await writeJournal(writer, [runRecord("a", 1, "")]);
      await writer.close();
      expect([name, result]).toMatchObject([name, { ok: false, error: { code: "database-unreachable" } }]);
      expect(performance.now() - startedMs).toBeLessThan(3_000);
    }
  } finally {
    silent.close();
    await server.startServer();
  }
}, 20_000);
