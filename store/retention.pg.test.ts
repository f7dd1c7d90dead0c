import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { applyRetention, type RetentionRule } from "./retention.ts";
import { retentionRules } from "./retention-rules.ts";
import { retentionStage } from "./retention-stage.ts";
import { oneOfEach, priceRecord, sampleAtMs } from "./sample-records.ts";
import { backfillRecord, eventRecord, storyRecord } from "./sample-world-records.ts";
import { type JournalTable, journalTables } from "./schema.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const dayMs = 86_400_000;
const minuteMs = 60_000;
const unlimited = { rowsMax: 1_000_000 };

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

test("rows older than their rule go, those of the very day stay, and tables without a rule are kept", async () => {
  await using database = await openTestDatabase(server);
  await database.write([0, 1, 2, 3].map((day) => priceRecord("BTC-USD", sampleAtMs - day * dayMs, 1)));
  await database.write([eventRecord("a", sampleAtMs - 900 * dayMs, { expiresAtMs: sampleAtMs + 1 })]);
  const applied = await applyRetention(database.writer, [{ table: "prices", days: 2 }], sampleAtMs, unlimited);
  expect(applied).toEqual({
    ok: true,
    value: { deleted: { prices: 1 }, stripped: { events: 0, stories: 0 }, more: false },
  });
  expect(await query(database.url, "select count(*)::int as n from prices")).toEqual([{ n: 3 }]);
  expect(await query(database.url, "select title from events")).toEqual([{ title: "Headline of a" }]);
});

test("every table can have a rule; a backfill that still runs is kept", async () => {
  await using database = await openTestDatabase(server);
  await database.write(oneOfEach());
  await database.write([backfillRecord("files:done", sampleAtMs, "done")]);
  const rules = Object.keys(journalTables).map((table): RetentionRule => ({ table: table as JournalTable, days: 1 }));
  const applied = await applyRetention(database.writer, rules, sampleAtMs + 2 * dayMs, unlimited);
  expect(applied.ok).toBe(true);
  const counts = await Promise.all(
    Object.keys(journalTables).map(async (name) => [
      name,
      (await query(database.url, `select key from ${name}`)).length,
    ]),
  );
  const left = Object.fromEntries(counts.filter(([, count]) => count !== 0));
  expect(left).toEqual({ backfills: 1 });
});

test("the rules that stand where nothing else is said name each table once, and never the casts", () => {
  const named = retentionRules.map(({ table }) => table);
  expect(new Set(named).size).toBe(named.length);
  expect(Object.keys(journalTables).filter((name) => !named.includes(name as JournalTable))).toEqual(["casts"]);
});

test("text goes when its licence ends, and the derived facts stay", async () => {
  await using database = await openTestDatabase(server);
  const [ended, lasting] = [eventRecord("ended", sampleAtMs), eventRecord("lasting", sampleAtMs + 1)];
  await database.write([ended, lasting, storyRecord("s", sampleAtMs)]);
  const nowMs = sampleAtMs + dayMs;
  const applied = await applyRetention(database.writer, [], nowMs, unlimited);
  expect(applied).toMatchObject({ ok: true, value: { deleted: {}, stripped: { events: 1, stories: 1 } } });
  expect(
    await query(
      database.url,
      "select key, title, evidence_url, severity, factors->'growth' as g from events order by key",
    ),
  ).toEqual([
    { key: "ended", title: null, evidence_url: null, severity: 0.5, g: -0.25 },
    {
      key: "lasting",
      title: "Headline of lasting",
      evidence_url: "https://paper.example/lasting",
      severity: 0.5,
      g: -0.25,
    },
  ]);
  expect(await query(database.url, "select title, confidence from stories")).toEqual([
    { title: null, confidence: 0.875 },
  ]);
  // The same record again, from a queue or a segment that waited, brings no text back.
  await database.write([ended, storyRecord("s", sampleAtMs)]);
  expect(await query(database.url, "select title from events where key = 'ended'")).toEqual([{ title: null }]);
  const again = await applyRetention(database.writer, [], nowMs, unlimited);
  expect(again).toMatchObject({ value: { stripped: { events: 0, stories: 0 } } });
});

test("a run is bounded, the oldest first, and the next goes on where it ended", async () => {
  await using database = await openTestDatabase(server);
  const minutes = Array.from({ length: 2_500 }, (_, index) => index);
  await database.write(minutes.map((minute) => priceRecord("BTC-USD", sampleAtMs + minute * minuteMs, 1 + minute)));
  const nowMs = sampleAtMs + dayMs + 2_400 * minuteMs;
  const run = () => applyRetention(database.writer, [{ table: "prices", days: 1 }], nowMs, { rowsMax: 1_700 });
  expect(await run()).toMatchObject({ value: { deleted: { prices: 1_700 }, more: true } });
  expect(await query(database.url, "select min(price_usd)::int as oldest from prices")).toEqual([{ oldest: 1_701 }]);
  expect(await run()).toMatchObject({ value: { deleted: { prices: 700 }, more: false } });
  expect(await query(database.url, "select count(*)::int as n from prices")).toEqual([{ n: 100 }]);
});

test("the stage runs by the schedule's time, tells what it did, and comes again while Postgres is down", async () => {
  await using database = await openTestDatabase(server);
  await database.write([priceRecord("BTC-USD", sampleAtMs, 1)]);
  const reports: unknown[] = [];
  const deps = { writer: database.writer, rules: retentionRules, onReport: (report: unknown) => reports.push(report) };
  const tick = CronTick.parse({
    id: "cron:retention",
    schema: "cron-tick",
    version: 1,
    eventTimeMs: sampleAtMs,
    traceId: "0".repeat(32),
    body: { cron: "40 0 * * *", scheduledMs: sampleAtMs + 401 * dayMs },
  });
  expect(await retentionStage.process([tick], deps)).toEqual([{ kind: "emit", messages: [] }]);
  expect(reports).toMatchObject([{ deleted: { prices: 1 } }]);
  await server.stopServer();
  try {
    expect(await retentionStage.process([tick], deps)).toMatchObject([
      { kind: "retry", reason: { code: "database-unreachable" } },
    ]);
  } finally {
    await server.startServer();
  }
}, 20_000);
