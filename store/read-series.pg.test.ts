import { afterAll, beforeAll, expect, test } from "vitest";
import { SignalKey } from "../contracts/ids.ts";
import { JournalRecord, toSignalRecord } from "../contracts/journal-records.ts";
import { SignalSample } from "../contracts/signal-samples.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { openReader, openWriter } from "./connect.ts";
import { readSeries } from "./read-series.ts";
import { priceRecord, sampleAtMs } from "./sample-records.ts";
import { writeJournal } from "./write-journal.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

async function openWith(records: readonly JournalRecord[]) {
  const { url, settings } = await server.freshDatabase();
  const writer = openWriter(settings);
  const reader = openReader(url);
  expect((await writeJournal(writer, records)).ok).toBe(true);
  return {
    read: (keys: readonly string[], fromMs: number, toMs: number) =>
      readSeries(reader, { keys: keys.map((key) => SignalKey.parse(key)), fromMs, toMs }),
    [Symbol.asyncDispose]: async () => void (await Promise.all([writer.close(), reader.close()])),
  };
}

const at = (window: number) => sampleAtMs + window * 120_000;

function signalRecord(key: string, atMs: number, value: number): JournalRecord {
  const sample = { key, value, unit: "score", sampleAtMs: atMs, validUntilMs: atMs + 5_400_001, sources: [] };
  return JournalRecord.parse(toSignalRecord(SignalSample.parse(sample), "enrich"));
}

const records = [
  ...[3, 0, 2, 1].flatMap((window) => [
    priceRecord("ETH-USD", at(window), 2_000.1 + window),
    priceRecord("BTC-USD", at(window), 60_000 + window),
  ]),
  ...[2, 0, 1].map((half) => signalRecord("factor.risk", sampleAtMs + half * 1_800_000 + 7, 0.5 - half)),
  signalRecord("factor.shock", sampleAtMs, 0.5),
  // A price stands among the signals, too.
  signalRecord("price.ETH-USD", at(1), 1),
];

test("prices with their windows, in the order in which they became known; both ends are in", async () => {
  await using database = await openWith(records);
  const read = await database.read(["price.ETH-USD"], at(1), at(2));
  expect(read).toEqual({
    ok: true,
    value: [
      {
        key: "price.ETH-USD",
        knownAtMs: Float64Array.of(at(1), at(2)),
        sampleAtMs: Float64Array.of(at(1) - 1_500, at(2) - 1_500),
        value: Float64Array.of(2_001.1, 2_002.1),
        range: {
          low: Float64Array.of(2_001.1 * 0.999, 2_002.1 * 0.999),
          high: Float64Array.of(2_001.1 * 1.001, 2_002.1 * 1.001),
        },
        validUntilMs: null,
      },
    ],
  });
});

test("other signals with the moment up to which they are data", async () => {
  await using database = await openWith(records);
  const times = [0, 1].map((half) => sampleAtMs + half * 1_800_000 + 7);
  expect(await database.read(["factor.risk"], sampleAtMs, sampleAtMs + 1_800_007)).toEqual({
    ok: true,
    value: [
      {
        key: "factor.risk",
        knownAtMs: Float64Array.from(times),
        sampleAtMs: Float64Array.from(times),
        value: Float64Array.of(0.5, -0.5),
        range: null,
        validUntilMs: Float64Array.from(times, (time) => time + 5_400_001),
      },
    ],
  });
});

test.each<readonly [title: string, keys: readonly string[], from: number, to: number, counts: Record<string, number>]>([
  ["all that are named", ["factor.risk", "price.BTC-USD", "price.ETH-USD"], 0, 20, counted(4, 4, 2)],
  ["none that is not", ["price.BTC-USD"], 0, 20, { "price.BTC-USD": 4 }],
  ["none without a sample in the time", ["factor.risk", "price.BTC-USD"], 1, 1, { "price.BTC-USD": 1 }],
  ["none that nobody knows", ["price.XRP-USD", "factor.growth"], 0, 20, {}],
  ["no names", [], 0, 20, {}],
  ["no time", ["price.BTC-USD"], 2, 1, {}],
])("%s", async (_, keys, from, to, counts) => {
  await using database = await openWith(records);
  const read = await database.read(keys, at(from), at(to));
  const found = read.ok ? read.value.map(({ key, value }) => [key, value.length]) : [];
  expect(read.ok).toBe(true);
  expect(Object.fromEntries(found)).toEqual(counts);
});

function counted(btc: number, eth: number, risk: number): Record<string, number> {
  return { "price.BTC-USD": btc, "price.ETH-USD": eth, "factor.risk": risk };
}

test("a time before 1970 is no fault", async () => {
  await using database = await openWith(records);
  expect(await database.read(["price.BTC-USD"], -1, at(0))).toMatchObject({ ok: true, value: [{}] });
});

test("a stopped server is an answer", async () => {
  await using database = await openWith(records);
  await server.stopServer();
  try {
    const read = await database.read(["price.BTC-USD", "factor.risk"], at(0), at(1));
    expect(read).toMatchObject({ ok: false, error: { code: "database-unreachable" } });
  } finally {
    await server.startServer();
  }
}, 20_000);
