import { afterAll, beforeAll, expect, test } from "vitest";
import type { JournalRecord, JournalRecords } from "../contracts/journal-records.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { memorySegments } from "./memory-segments.ts";
import { countRows } from "./queries.ts";
import { replayStage } from "./replay-stage.ts";
import { messageOf, oneOfEach, priceRecord, runRecord, sampleAtMs } from "./sample-records.ts";
import {
  anomalyRecord,
  backfillRecord,
  eventRecord,
  factorRecord,
  marketRecord,
  refusedQuoteRecord,
  relationRecord,
  sourceRunRecord,
  storyRecord,
} from "./sample-world-records.ts";
import { journalTables } from "./schema.ts";
import { countSegments } from "./segments.ts";
import { journalStage } from "./stage.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const windowMs = 120_000;
const at = (window: number) => sampleAtMs + window * windowMs;

/** What one window writes into every table: new rows, and later versions of a run, a story and a backfill's progress. */
function recordsOf(window: number): JournalRecord[] {
  const story = storyRecord("story", sampleAtMs, { lastPublishedMs: at(window) });
  return [
    ...["BTC-USD", "ETH-USD"].map((asset) => priceRecord(asset, at(window), 1_000 + window)),
    refusedQuoteRecord("BTC-USD", at(window), "pyth"),
    sourceRunRecord("kraken", at(window), window % 5 === 0 ? null : at(window) - 700),
    eventRecord(`e${window}`, at(window)),
    { ...story, version: window },
    factorRecord("risk", at(window), -window / 100),
    marketRecord("rate-cut", at(window), window / 100, null),
    anomalyRecord("cyber", at(window)),
    relationRecord("a", "b", at(window), 0.5),
    backfillRecord("files:abc", at(window), "running"),
    runRecord("latest", window, `window ${window}`),
    ...(window % 10 === 3 ? oneOfEach() : []),
  ];
}

const windows = Array.from({ length: 40 }, (_, window) => messageOf(`w${window}`, recordsOf(window), at(window)));

function depsOf(database: TestDatabase) {
  const memory = memorySegments();
  return { memory, deps: { writer: database.writer, segments: memory.store, nowWallMs: () => 1_000 } };
}

test("every table is written to", () => {
  const written = new Set(windows.flatMap(({ body }) => body.records.map(({ table }) => table)));
  expect(written).toEqual(new Set(Object.keys(journalTables)));
});

test("Postgres is down for an hour of thirty windows: afterwards every row of every table is as in an undisturbed run", async () => {
  await using undisturbed = await openTestDatabase(server);
  await using disturbed = await openTestDatabase(server);
  for (const message of windows) await journalStage.process([message], depsOf(undisturbed).deps);

  const { memory, deps } = depsOf(disturbed);
  const deliver = async (batch: readonly JournalRecords[]) => {
    expect(await journalStage.process(batch, deps)).toEqual(batch.map(() => ({ kind: "emit", messages: [] })));
  };
  for (const message of windows.slice(0, 5)) await deliver([message]);

  await server.stopServer();
  // Two windows a batch, and some come twice: each waits once.
  for (let window = 5; window < 35; window += 2) await deliver(windows.slice(window, window + 2));
  await deliver(windows.slice(10, 12));
  expect(await countSegments(memory.store, 1_000)).toBe(30);
  const tick = { id: "t", schema: "cron-tick", version: 1, eventTimeMs: at(35), traceId: "0".repeat(32) } as never;
  expect(await replayStage.process([tick], deps)).toMatchObject([{ kind: "retry" }]);
  expect(await countSegments(memory.store, 1_000)).toBe(30);

  await server.startServer();
  // Newer windows arrive before the waiting ones are back: order is of no consequence.
  await deliver(windows.slice(35));
  expect(await replayStage.process([tick], deps)).toEqual([{ kind: "emit", messages: [] }]);
  expect(memory.keys()).toEqual([]);
  expect(await countRows(disturbed.reader)).toEqual(await countRows(undisturbed.reader));
  expect(await disturbed.dump()).toBe(await undisturbed.dump());
}, 120_000);

test("a segment that a version-1 release laid down is replayed", async () => {
  await using database = await openTestDatabase(server);
  const { memory, deps } = depsOf(database);
  const old = {
    ...messageOf("old", []),
    version: 1,
    body: {
      records: [
        {
          table: "prices",
          key: `ETH-USD:${sampleAtMs}`,
          version: 1,
          row: {
            asset: "ETH-USD",
            priceUsd: 2_000,
            lowUsd: 1_990,
            highUsd: 2_010,
            sampleAtMs,
            validUntilMs: sampleAtMs + 1,
            quality: 1,
            windowEndMs: sampleAtMs,
            sources: [{ source: "coinbase", priceUsd: 2_000, sampleAtMs }],
          },
        },
      ],
    },
  };
  await memory.store.put("journal-segments/0000000000000001-old.json", JSON.stringify(old));
  const tick = { id: "t", schema: "cron-tick", version: 1, eventTimeMs: 0, traceId: "0".repeat(32) } as never;
  expect(await replayStage.process([tick], deps)).toEqual([{ kind: "emit", messages: [] }]);
  expect(memory.keys()).toEqual([]);
  const dump = await database.dump();
  expect(dump).toContain("ETH-USD");
  expect(dump).toContain("rateUsd");
});
