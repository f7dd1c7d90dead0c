import { afterAll, beforeAll, expect, test } from "vitest";
import { SignalKey } from "../contracts/ids.ts";
import type { PipelineRun } from "../contracts/journal-records.ts";
import { JournalRecord, toSignalRecord } from "../contracts/journal-records.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { readBackfill, readBackfills } from "./read-backfill.ts";
import { readLatestSamples, readSignalAges } from "./read-latest-samples.ts";
import { readRefusedQuotes } from "./read-refused-quotes.ts";
import { readSignalHistory } from "./read-signal-history.ts";
import { readSourceRuns } from "./read-source-runs.ts";
import { readStageRuns } from "./read-stage-runs.ts";
import { runRecord } from "./sample-records.ts";
import { backfillRecord, refusedQuoteRecord, sampleAtMs, sourceRunRecord } from "./sample-world-records.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const minuteMs = 60_000;
const at = (minute: number) => sampleAtMs + minute * minuteMs;
const key = SignalKey.parse("factor.risk");

const sample = (minute: number, value: number, range: { low?: number; high?: number } = {}, signal = key) =>
  toSignalRecord(
    { key: signal, value, ...range, unit: "score", sampleAtMs: at(minute), validUntilMs: at(minute + 90), sources: [] },
    "enrich",
  );

function stageRun(minute: number, more: Partial<PipelineRun> = {}): JournalRecord {
  const record = runRecord(`ingest:${minute}`, 1, "");
  if (record.table !== "pipeline_runs") throw new Error("a run");
  return JournalRecord.parse({ ...record, row: { ...record.row, scheduledMs: at(minute), outcome: "done", ...more } });
}

test("a signal's history keeps every extreme when it is thinned", async () => {
  await using database = await openTestDatabase(server);
  await database.write([
    sample(0, 1),
    sample(1, 2, { low: -7, high: 2.5 }),
    sample(2, 0.5),
    sample(3, 9),
    sample(2, 3, {}, SignalKey.parse("factor.growth")),
  ]);
  const read = (fromMs: number, toMs: number) => readSignalHistory(database.reader, { key, fromMs, toMs });
  const point = (minute: number, value: number, low: number, high: number) => ({
    atMs: at(minute),
    value,
    low,
    high,
    validUntilMs: at(minute + 90),
  });
  expect(await read(at(0), at(2))).toEqual({
    ok: true,
    value: { unit: "score", points: [point(0, 1, 1, 1), point(1, 2, -7, 2.5), point(2, 0.5, 0.5, 0.5)] },
  });
  expect(await read(at(-1), at(9_999))).toEqual({
    ok: true,
    value: { unit: "score", points: [point(3, 9, -7, 9)] },
  });
  expect(await read(at(50), at(60))).toEqual({ ok: true, value: { unit: null, points: [] } });
  expect(await read(at(2), at(0))).toEqual({ ok: true, value: { unit: null, points: [] } });
});

test("a long history has at most a thousand points and ends with the newest", async () => {
  await using database = await openTestDatabase(server);
  await database.write(Array.from({ length: 2_500 }, (_, index) => sample(index, index)));
  const read = await readSignalHistory(database.reader, { key, fromMs: at(0), toMs: at(2_499) });
  const points = read.ok ? read.value.points : [];
  expect(points.length).toBeGreaterThan(800);
  expect(points.length).toBeLessThanOrEqual(1_000);
  expect(points.at(-1)).toMatchObject({ atMs: at(2_499), value: 2_499, high: 2_499 });
});

test("the newest sample of each named signal, and how old a signal became between two samples", async () => {
  await using database = await openTestDatabase(server);
  const price = SignalKey.parse("price.ETH-USD");
  await database.write([sample(-30, 1), sample(0, 1), sample(90, 1), sample(92, 1), sample(5, 1, {}, price)]);
  const latest = await readLatestSamples(database.reader, [price, key, SignalKey.parse("factor.shock")]);
  expect(latest).toEqual({
    ok: true,
    value: new Map([
      [price, at(5)],
      [key, at(92)],
    ]),
  });
  expect(await readLatestSamples(database.reader, [])).toEqual({ ok: true, value: new Map() });

  const ages = (fromMs: number, toMs: number) => readSignalAges(database.reader, { key, fromMs, toMs });
  expect(await ages(at(0), at(92))).toEqual({
    ok: true,
    value: [
      { atMs: at(0), ageMs: 30 * minuteMs },
      { atMs: at(90), ageMs: 90 * minuteMs },
      { atMs: at(92), ageMs: 2 * minuteMs },
    ],
  });
  expect(await ages(at(-30), at(-30))).toEqual({ ok: true, value: [{ atMs: at(-30), ageMs: null }] });
});

test("a source's runs: the age of its newest row, and failures that no thinning hides", async () => {
  await using database = await openTestDatabase(server);
  await database.write([
    sourceRunRecord("kraken", at(0), at(0) - 1_500),
    sourceRunRecord("kraken", at(2), null),
    sourceRunRecord("kraken", at(4), at(4) + 300),
    sourceRunRecord("pyth", at(4), at(-100)),
  ]);
  const counts = { runs: 1, failed: 0, rows: 19, refusedRows: 1, latencyMsMax: 12.5 };
  expect(await readSourceRuns(database.reader, { source: "kraken", fromMs: at(0), toMs: at(4) })).toEqual({
    ok: true,
    value: [
      { ...counts, atMs: at(0), ageMs: 1_500 },
      { ...counts, atMs: at(2), ageMs: null, failed: 1 },
      { ...counts, atMs: at(4), ageMs: 0 },
    ],
  });
  const wide = { source: "kraken", fromMs: at(-1), toMs: at(9_999) };
  expect(await readSourceRuns(database.reader, wide)).toEqual({
    ok: true,
    value: [{ atMs: at(4), ageMs: 1_500, runs: 3, failed: 1, rows: 57, refusedRows: 3, latencyMsMax: 12.5 }],
  });
});

test("a stage's runs: how old the last one became; a failed run renews nothing", async () => {
  await using database = await openTestDatabase(server);
  await database.write([
    stageRun(0),
    stageRun(2),
    stageRun(4, { outcome: "failed" }),
    stageRun(6, { outcome: "degraded", elapsedMs: 900 }),
    stageRun(7, { stage: "enrich" }),
  ]);
  const read = (fromMs: number, toMs: number) => readStageRuns(database.reader, { stage: "ingest", fromMs, toMs });
  const one = { runs: 1, degraded: 0, failed: 0, elapsedMsMax: 412.0625 };
  expect(await read(at(2), at(6))).toEqual({
    ok: true,
    value: [
      { ...one, atMs: at(2), ageMs: 2 * minuteMs },
      { ...one, atMs: at(4), ageMs: 2 * minuteMs, failed: 1 },
      { ...one, atMs: at(6), ageMs: 4 * minuteMs, degraded: 1, elapsedMsMax: 900 },
    ],
  });
  expect(await read(at(0), at(0))).toEqual({ ok: true, value: [{ ...one, atMs: at(0), ageMs: null }] });
});

test("refused quotes page by page, as they were", async () => {
  await using database = await openTestDatabase(server);
  const records = [
    refusedQuoteRecord("BTC-USD", at(2), "pyth"),
    refusedQuoteRecord("ETH-USD", at(0), "kraken"),
    refusedQuoteRecord("ETH-USD", at(2), "pyth"),
  ];
  await database.write([...records, refusedQuoteRecord("ETH-USD", at(9), "pyth")]);
  const range = { fromMs: at(0), toMs: at(2), limit: 2 };
  const first = await readRefusedQuotes(database.reader, range);
  if (!first.ok || first.value.nextCursor === null) throw new Error("there is a second page");
  const second = await readRefusedQuotes(database.reader, { ...range, cursor: first.value.nextCursor });
  const [btc, old, eth] = records.map(({ row }) => row);
  expect(first.value.quotes).toEqual([eth, btc]);
  expect(second).toEqual({ ok: true, value: { quotes: [old], nextCursor: null } });
  expect(await readRefusedQuotes(database.reader, { ...range, cursor: "?" })).toMatchObject({
    error: { code: "bad-cursor" },
  });
});

test("how far a backfill is; progress only grows", async () => {
  await using database = await openTestDatabase(server);
  expect(await readBackfill(database.reader, "files:abc")).toEqual({ ok: true, value: null });
  const [early, late] = [backfillRecord("files:abc", at(10), "running"), backfillRecord("files:abc", at(20), "done")];
  await database.write([late]);
  await database.write([early]);
  expect(await readBackfill(database.reader, "files:abc")).toEqual({ ok: true, value: late.row });
  expect(await readBackfills(database.reader)).toEqual({ ok: true, value: [late.row] });
});
