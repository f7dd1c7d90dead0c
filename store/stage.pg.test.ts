import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DeadLetter } from "../contracts/dead-letter.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { openWriter } from "./connect.ts";
import { memorySegments } from "./memory-segments.ts";
import { replaySegments } from "./replay-segments.ts";
import { messageOf, oneOfEach, priceRecord, runRecord, sampleAtMs } from "./sample-records.ts";
import { journalTables } from "./schema.ts";
import { segmentKeyOf } from "./segments.ts";
import { journalStage } from "./stage.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const done = { kind: "emit", messages: [] };
const refusedStage = (key: string) => {
  const record = runRecord(key, 1, "");
  const stage = Array.from({ length: 12_000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * index * 31) % 20_000)),
  );
  if (record.table === "pipeline_runs") record.row.stage = stage.join("");
  return record;
};

async function open() {
  const { url, settings } = await server.freshDatabase();
  const memory = memorySegments();
  const writer = openWriter(settings);
  const deps = { writer, segments: memory.store, nowWallMs: () => 1_000 };
  /** Every row of every table, as text. */
  const dump = async () => {
    const sql = postgres(url, { max: 1 });
    try {
      const tables = Object.keys(journalTables);
      const parts = await Promise.all(
        tables.map(async (name) => [name, ...(await sql`select t::text as row from ${sql(name)} as t order by key`)]),
      );
      return JSON.stringify(parts);
    } finally {
      await sql.end();
    }
  };
  return { memory, deps, dump, [Symbol.asyncDispose]: () => writer.close() };
}

/** Twelve messages that overlap: later versions of a run, prices, and one of each table. */
const messages = Array.from({ length: 12 }, (_, index) =>
  messageOf(
    `m${index}`,
    [
      runRecord("shared", index % 5, `v${index % 5}`),
      priceRecord("BTC-USD", sampleAtMs + index * 120_000, 50_000 + index),
      ...(index === 7 ? oneOfEach() : []),
    ],
    sampleAtMs + index * 120_000,
  ),
);

test("Postgres stops in the middle: messages wait as segments, and afterwards all is as in an undisturbed run", async () => {
  await using undisturbed = await open();
  await using disturbed = await open();
  await journalStage.process(messages, undisturbed.deps);
  expect(undisturbed.memory.keys()).toEqual([]);

  expect(await journalStage.process(messages.slice(0, 4), disturbed.deps)).toEqual([done, done, done, done]);
  await server.stopServer();
  const during = messages.slice(4, 10);
  expect(await journalStage.process(during, disturbed.deps)).toEqual(during.map(() => done));
  // A repeat of a message overwrites its own segment.
  await journalStage.process(during.slice(0, 2), disturbed.deps);
  expect(disturbed.memory.keys()).toEqual(during.map(segmentKeyOf));
  expect(await replaySegments(disturbed.deps, { maxSegments: 5 })).toMatchObject({
    ok: false,
    error: { code: "database-unreachable" },
  });
  expect(disturbed.memory.keys()).toHaveLength(6);

  await server.startServer();
  expect(await journalStage.process(messages.slice(10), disturbed.deps)).toEqual([done, done]);
  expect(disturbed.memory.keys()).toEqual([]);
  expect(await disturbed.dump()).toBe(await undisturbed.dump());
}, 30_000);

test("the cron's replay is bounded and takes the oldest first", async () => {
  await using database = await open();
  const { memory, deps } = database;
  for (const message of messages.slice(0, 5)) await memory.store.put(segmentKeyOf(message), JSON.stringify(message));
  const some = await replaySegments(deps, { maxSegments: 3 });
  expect(some).toEqual({ ok: true, value: { replayed: 3, refused: [], more: true } });
  expect(memory.keys()).toEqual(messages.slice(3, 5).map(segmentKeyOf));
  const rest = await replaySegments(deps, { maxSegments: 3 });
  expect(rest).toEqual({ ok: true, value: { replayed: 2, refused: [], more: false } });
  expect(await replaySegments(deps, { maxSegments: 3 })).toEqual({
    ok: true,
    value: { replayed: 0, refused: [], more: false },
  });
});

test.each([
  ["a row that only Postgres can refuse", refusedStage("bad"), /SQLSTATE 54000/],
  ["a text with a zero character", runRecord("bad", 1, "\0"), /zero character/],
])("%s parks alone, with the whole of its message", async (_, bad, reason) => {
  await using database = await open();
  const { deps, dump } = database;
  const batch = [
    messageOf("first", [runRecord("a", 1, "")]),
    messageOf("second", [runRecord("b", 1, ""), bad]),
    messageOf("third", [runRecord("c", 1, "")]),
  ];
  const outcomes = await journalStage.process(batch, deps);
  expect(outcomes).toEqual([
    done,
    { kind: "park", reason: { code: "record-refused", message: expect.stringMatching(reason) } },
    done,
  ]);
  const rows = await dump();
  expect(["(a,", "(b,", "(c,"].map((start) => rows.includes(start))).toEqual([true, false, true]);
});

test("a segment that can never be written is set aside with its reason and holds up no other", async () => {
  await using database = await open();
  const { memory, deps, dump } = database;
  const bad = messageOf("bad", [refusedStage("x")], sampleAtMs);
  const good = messageOf("good", [runRecord("y", 1, "")], sampleAtMs + 1);
  const garbledKey = "journal-segments/0000000000000005-garbled.json";
  await memory.store.put(segmentKeyOf(bad), JSON.stringify(bad));
  await memory.store.put(garbledKey, "{");
  await memory.store.put(segmentKeyOf(good), JSON.stringify(good));

  const refused = [segmentKeyOf(bad), garbledKey].map((key) => key.replace("journal-segments/", "journal-refused/"));
  const report = await replaySegments(deps, { maxSegments: 10 });
  expect(report).toEqual({ ok: true, value: { replayed: 1, refused, more: false } });
  expect(new Set(memory.keys())).toEqual(new Set(refused));
  const letters = refused.map((key) => DeadLetter.parse(JSON.parse(memory.text(key) ?? "")));
  expect(letters).toMatchObject([
    { eventTimeMs: sampleAtMs, body: { reason: { code: "record-refused" }, parkedWallMs: 1_000, original: bad } },
    { eventTimeMs: 5, body: { reason: { code: "segment-unreadable" }, original: "{" } },
  ]);
  expect(await dump()).toContain("(y,");
});

test("with Postgres and the segments both unreachable a message comes again; a bad one still parks", async () => {
  await using database = await open();
  const { memory, deps } = database;
  await server.stopServer();
  memory.setDown(true);
  const batch = [messageOf("m", [runRecord("a", 1, "")]), messageOf("bad", [runRecord("b", 1, "\0")])];
  try {
    expect(await journalStage.process(batch, deps)).toMatchObject([
      { kind: "retry", reason: { code: "journal-stores-unreachable" } },
      { kind: "park", reason: { code: "record-refused" } },
    ]);
  } finally {
    await server.startServer();
  }
}, 20_000);

test("segments that cannot be listed do not spoil a batch that was written", async () => {
  await using database = await open();
  const { memory, deps, dump } = database;
  memory.setDown(true);
  expect(await journalStage.process([messageOf("m", [runRecord("a", 1, "")])], deps)).toEqual([done]);
  expect(await dump()).toContain("(a,");
  expect(await replaySegments(deps, { maxSegments: 3 })).toEqual({
    ok: false,
    error: { code: "segments-unreachable", message: "the bucket does not answer" },
  });
});
