import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { readEvents } from "./read-events.ts";
import { readFactorHistory } from "./read-factor-history.ts";
import { readHourCounts } from "./read-hour-counts.ts";
import { readMarketHistory, readMarketsAt } from "./read-market-history.ts";
import { readRelations } from "./read-relations.ts";
import { readStories } from "./read-stories.ts";
import { runRecord } from "./sample-records.ts";
import {
  eventRecord,
  factorRecord,
  marketRecord,
  oneOfEachWorldTable,
  relationRecord,
  sampleAtMs,
  storyRecord,
} from "./sample-world-records.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const hourMs = 3_600_000;
const hour = (count: number) => sampleAtMs + count * hourMs;
const fullHourMs = Math.floor(sampleAtMs / hourMs) * hourMs;
const everything = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, nowMs: sampleAtMs, limit: 100 };

test("events page by page, newest first, each once, also with equal times and with arrivals in between", async () => {
  await using database = await openTestDatabase(server);
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  await database.write(ids.map((id, index) => eventRecord(id, hour(Math.floor(index / 3)))));
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 10; page += 1) {
    const read = await readEvents(database.reader, { ...everything, limit: 2, ...(cursor && { cursor }) });
    if (!read.ok) throw new Error(read.error.message);
    seen.push(...read.value.events.map(({ id }) => id));
    // What comes in meanwhile is newer than the page: it moves nothing.
    await database.write([eventRecord(`late-${page}`, hour(50 + page))]);
    if (read.value.nextCursor === null) break;
    cursor = read.value.nextCursor;
  }
  expect(seen).toEqual(["g", "f", "e", "d", "c", "b", "a"]);
});

test("an event comes back as it was; its text only while its licence lasts", async () => {
  await using database = await openTestDatabase(server);
  const record = eventRecord("a", sampleAtMs, {
    category: "cyber",
    geo: { countries: ["TR"], lat: 1.5, lon: null, precision: "point" },
  });
  await database.write([record, eventRecord("other", sampleAtMs)]);
  const read = (nowMs: number, category: string) => readEvents(database.reader, { ...everything, nowMs, category });
  const { row } = record;
  expect(await read(hour(24) - 1, "cyber")).toEqual({ ok: true, value: { events: [row], nextCursor: null } });
  expect(await read(hour(24), "cyber")).toEqual({
    ok: true,
    value: { events: [{ ...row, title: null, evidenceUrl: null }], nextCursor: null },
  });
  expect(await read(sampleAtMs, "nothing")).toEqual({ ok: true, value: { events: [], nextCursor: null } });
});

test.each(["", "x", "5~", "-1~a", "12345678901234567~a", "1~\ud800"])("cursor %j is refused", async (cursor) => {
  await using database = await openTestDatabase(server);
  const read = await readEvents(database.reader, { ...everything, cursor });
  expect(read).toMatchObject({ ok: false, error: { code: "bad-cursor" } });
});

test("stories by the time at which they were last told, with their lineage", async () => {
  await using database = await openTestDatabase(server);
  const first = storyRecord("a", sampleAtMs);
  const merged = storyRecord("b", hour(1), { state: "merged", mergedInto: "a" });
  await database.write([first, merged, storyRecord("old", hour(-99))]);
  const read = await readStories(database.reader, { ...everything, fromMs: sampleAtMs });
  expect(read).toEqual({ ok: true, value: [merged.row, first.row] });
  const open = await readStories(database.reader, { ...everything, state: "open", nowMs: hour(30), limit: 1 });
  expect(open).toEqual({ ok: true, value: [{ ...first.row, title: null }] });
});

test("a factor's history, without headlines; a long one ends each span with its last reading", async () => {
  await using database = await openTestDatabase(server);
  await database.write([
    factorRecord("risk", hour(1), 0.5),
    factorRecord("risk", hour(0), -0.5),
    factorRecord("growth", hour(0), 1),
  ]);
  const range = { factor: "risk" as const, fromMs: hour(0), toMs: hour(1) };
  const evidence = (asOfMs: number) => [{ eventId: "feeds:1", eventTimeMs: asOfMs - 60_000, share: -0.125 }];
  const point = (asOfMs: number, value: number) => ({
    asOfMs,
    validUntilMs: asOfMs + 5_400_000,
    value,
    evidence: evidence(asOfMs),
  });
  expect(await readFactorHistory(database.reader, range)).toEqual({
    ok: true,
    value: [point(hour(0), -0.5), point(hour(1), 0.5)],
  });
  // Both fall into one of a thousand spans.
  const wide = { ...range, fromMs: hour(-1), toMs: hour(9_999) };
  expect(await readFactorHistory(database.reader, wide)).toEqual({ ok: true, value: [point(hour(1), 0.5)] });
  expect(await readFactorHistory(database.reader, { ...range, toMs: hour(-1) })).toEqual({ ok: true, value: [] });
});

test("a market's history, and what stood a day before", async () => {
  await using database = await openTestDatabase(server);
  await database.write([
    marketRecord("rate-cut", hour(0), 0.25, null),
    marketRecord("rate-cut", hour(2), 0.5, 0.125),
    marketRecord("recession", hour(-30), 0.125, null),
  ]);
  const history = await readMarketHistory(database.reader, { market: "rate-cut", fromMs: hour(0), toMs: hour(2) });
  const point = { logit: 0.25, state: "open" };
  expect(history).toEqual({
    ok: true,
    value: [
      { ...point, sampleAtMs: hour(0), probability: 0.25, shift: null, volumeUsd: null },
      { ...point, sampleAtMs: hour(2), probability: 0.5, shift: 0.125, volumeUsd: 1_000.5 },
    ],
  });
  const before = await readMarketsAt(database.reader, { atMs: hour(1), ageMsMax: 3 * hourMs });
  expect(before).toEqual({
    ok: true,
    value: [{ id: "rate-cut", sampleAtMs: hour(0), logit: 0.25, probability: 0.25 }],
  });
});

test("stories by category and hour; an hour counts as observed when a run that did not fail came after it", async () => {
  await using database = await openTestDatabase(server);
  const run = (scheduledMs: number, outcome: "done" | "degraded" | "failed") => {
    const record = runRecord(`enrich:${scheduledMs}`, 1, "");
    if (record.table === "pipeline_runs") Object.assign(record.row, { stage: "enrich", scheduledMs, outcome });
    return record;
  };
  await database.write([
    storyRecord("a", fullHourMs),
    storyRecord("b", fullHourMs + hourMs - 1),
    storyRecord("c", fullHourMs + 5, { category: "cyber" }),
    storyRecord("merged", fullHourMs + 6, { state: "merged", mergedInto: "a" }),
    storyRecord("next", fullHourMs + hourMs),
    storyRecord("long-ago", fullHourMs - 9 * 168 * hourMs),
    run(fullHourMs, "done"),
    run(fullHourMs + hourMs / 2, "failed"),
    run(fullHourMs + hourMs, "degraded"),
    run(fullHourMs + 2 * hourMs, "failed"),
  ]);
  expect(await readHourCounts(database.reader, { untilMs: fullHourMs + hourMs + 1, weeks: 8 })).toEqual({
    ok: true,
    value: {
      counts: [
        { category: "conflict", hourMs: fullHourMs, count: 2 },
        { category: "cyber", hourMs: fullHourMs, count: 1 },
        { category: "conflict", hourMs: fullHourMs + hourMs, count: 1 },
      ],
      observedHoursMs: [fullHourMs - hourMs, fullHourMs],
    },
  });
});

test("the relations of the latest run alone, the surest first", async () => {
  await using database = await openTestDatabase(server);
  expect(await readRelations(database.reader, { atMs: hour(9) })).toEqual({ ok: true, value: null });
  const [weak, strong] = [relationRecord("a", "b", hour(1), 0.5), relationRecord("c", "d", hour(1), 0.125)];
  await database.write([weak, strong, relationRecord("a", "b", hour(0), 0.001)]);
  const read = await readRelations(database.reader, { atMs: hour(9) });
  const withoutTime = [strong, weak].map((record) => ({ ...record.row, asOfMs: undefined }));
  expect(read).toEqual({ ok: true, value: { asOfMs: hour(1), relations: withoutTime } });
});

test("a stopped server is an answer to every read of the world", async () => {
  await using database = await openTestDatabase(server);
  await database.write(oneOfEachWorldTable());
  const { reader } = database;
  const range = { fromMs: 0, toMs: hour(1) };
  await server.stopServer();
  try {
    const answers = await Promise.all([
      readEvents(reader, everything),
      readStories(reader, everything),
      readFactorHistory(reader, { ...range, factor: "risk" }),
      readMarketHistory(reader, { ...range, market: "m" }),
      readHourCounts(reader, { untilMs: sampleAtMs, weeks: 8 }),
      readRelations(reader, { atMs: sampleAtMs }),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: "database-unreachable" } });
  } finally {
    await server.startServer();
  }
}, 30_000);
