import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { buildMessages, listRecords } from "../../ingest/core/build-messages.ts";
import { listPricedAssets, priceRule } from "../../ingest/core/declared-assets.ts";
import { priceAssets } from "../../ingest/core/price-assets.ts";
import { toPriceSamples } from "../../ingest/core/price-samples.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { readBackfills } from "../../store/read-backfill.ts";
import { openTestDatabase, type TestDatabase } from "../../store/test-database.ts";
import { openTestFolder } from "../test-run-portent.ts";
import { loadFileQuotes } from "./file-quotes.ts";
import { sampleBars, sampleStartMs } from "./sample-prices.ts";

let server: TestPostgres;
const folder = openTestFolder({ "day.csv": sampleBars(1_440) });
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(async () => {
  folder[Symbol.dispose]();
  await server?.stop();
});

const hourMs = 3_600_000;
const hours = (count: number) => String(sampleStartMs + count * hourMs);
const firstHours = (count: number) => [
  ...["--prices", "day.csv", `--from=${hours(0)}`],
  ...["--to", hours(count), "--rate", "USDT=0.999"],
];
const wholeDay = firstHours(24);

/** Each with its own connection: the command finds its way to a plain Postgres on this machine. */
const backfill = (database: TestDatabase, ...args: string[]) =>
  folder.run("backfill", ...args, "--database-url", database.url);

/** Runs the command and kills it without warning once it has told of so many batches. */
async function killAfter(database: TestDatabase, batches: number, args: readonly string[]): Promise<void> {
  const main = join(import.meta.dirname, "../main.ts");
  const child = spawn(process.execPath, [main, "backfill", ...args, "--database-url", database.url], {
    cwd: folder.path,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let seen = 0;
  for await (const line of createInterface(child.stderr)) {
    if (line.startsWith("until ")) seen += 1;
    if (seen === batches) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect([seen >= batches, child.signalCode]).toEqual([true, "SIGKILL"]);
}

test("killed in the middle, twice, and run again: every row is as after one undisturbed run", async () => {
  await using undisturbed = await openTestDatabase(server);
  await using disturbed = await openTestDatabase(server);
  const args = [...wholeDay, "--batch", "1h"];
  expect(backfill(undisturbed, ...args)).toMatchObject({ code: 0 });

  await killAfter(disturbed, 2, args);
  const [first] = await progressOf(disturbed);
  expect(first?.state).toBe("running");
  expect(first?.doneUntilMs).toBeGreaterThan(sampleStartMs);
  await killAfter(disturbed, 3, args);
  const [second] = await progressOf(disturbed);
  expect(second?.doneUntilMs).toBeGreaterThan(first?.doneUntilMs ?? 0);
  expect(second?.state).toBe("running");

  const last = backfill(disturbed, ...args, "--json");
  expect(last.code).toBe(0);
  expect(JSON.parse(last.out)).toMatchObject({ isResumed: true, progress: { state: "done", windows: 720 } });
  expect(await disturbed.dump()).toBe(await undisturbed.dump());
}, 60_000);

async function progressOf(database: TestDatabase) {
  const read = await readBackfills(database.reader);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** The records that the stage would have sent for one window of the same quotes. */
function liveRecords(endMs: number, rate: number) {
  const stated = { id: AssetId.parse("USDT-USD"), kind: "stablecoin" as const, stalenessMs: 360_000 };
  const symbols = { other: { symbol: "USDT", currency: "USD" as const, per: 1 } };
  const assets = listPricedAssets(pipelines).map((asset) => (asset.id === stated.id ? { ...stated, symbols } : asset));
  const file = { path: "day.csv", source: "binance", text: sampleBars(1_440) };
  const loaded = loadFileQuotes([file], assets, { binance: { weight: 2, maxAgeMs: 120_000 } });
  if (!loaded.ok) throw new Error(loaded.error.message);
  const window = { startMs: endMs - 120_000, endMs };
  const usdt = { ok: true, value: { price: rate, range: null, sampleAtMs: endMs } } as const;
  const sources = [
    ...loaded.value.quotesOf(window),
    { source: "other", weight: 1, maxAgeMs: 120_000, quotes: new Map([["USDT", usdt]]) },
  ];
  const priced = priceAssets(assets, sources, window, priceRule, new Map());
  const ticks = priced.ticks.filter(({ asset }) => asset !== stated.id);
  const result = {
    windowStartMs: window.startMs,
    windowEndMs: endMs,
    traceId: "0".repeat(32) as never,
    ticks,
    refused: [],
    sourceRuns: [],
    stablecoins: new Set<string>(),
  };
  return { records: listRecords(result, toPriceSamples(ticks, new Set())), messages: buildMessages(result) };
}

test("a window that ran live and the same window from a backfill are the same rows, and what live stored stands", async () => {
  await using alone = await openTestDatabase(server);
  await using overlapped = await openTestDatabase(server);
  const args = firstHours(2);
  expect(backfill(alone, ...args)).toMatchObject({ code: 0 });

  // Live had one window with the same quotes, and one at another rate.
  const same = liveRecords(sampleStartMs + hourMs, 0.999);
  const other = liveRecords(sampleStartMs + hourMs + 120_000, 0.5);
  expect(same.records.length).toBeGreaterThan(5);
  await overlapped.write([...same.records, ...other.records]);
  const run = backfill(overlapped, ...args, "--json");
  expect(JSON.parse(run.out)).toMatchObject({ alreadyPriced: 6, isResumed: false });

  const rows = async (database: TestDatabase) =>
    (JSON.parse(await database.dump()) as [string, ...{ row: string }[]][])
      .filter(([table]) => table !== "backfills")
      .flatMap(([, ...own]) => own.map(({ row }) => row));
  const [expected, found] = [new Set(await rows(alone)), new Set(await rows(overlapped))];
  // But for the prices that live had at the other rate, all is equal: no row more, none less.
  const replaced = [...found].filter((row) => !expected.has(row));
  const keys = other.records.map(({ key }) => key);
  expect(found.size).toBe(expected.size);
  expect(replaced.length).toBeGreaterThan(0);
  for (const row of replaced) expect(keys.some((key) => row.startsWith(`(${key},`))).toBe(true);
}, 60_000);

test("run again after its end, or over a part of its range, it changes nothing", async () => {
  await using database = await openTestDatabase(server);
  const args = firstHours(3);
  expect(backfill(database, ...args)).toMatchObject({ code: 0 });
  const before = await database.dump();
  expect(backfill(database, ...args)).toMatchObject({ code: 0 });
  expect(await database.dump()).toBe(before);
  const part = backfill(database, ...args, `--from=${hours(1)}`, "--json");
  expect(JSON.parse(part.out)).toMatchObject({ alreadyPriced: 180, progress: { windows: 60, records: 0 } });
}, 60_000);

test("two sources' recordings make one price; without a rate for USDT nothing is taken for dollars", async () => {
  await using database = await openTestDatabase(server);
  const usd = sampleBars(60, 1.001).replaceAll("/USDT", "-USD");
  folder.write("coinbase.csv", usd);
  folder.write("hour.csv", sampleBars(60));
  const range = [`--from=${hours(0)}`, "--to", hours(1)];
  const both = backfill(
    database,
    "--prices",
    "hour.csv",
    "coinbase=coinbase.csv",
    ...range,
    "--rate",
    "USDT=1",
    "--json",
  );
  expect(both.code).toBe(0);
  expect(await database.dump()).toMatch(/coinbase/);
  const none = backfill(
    database,
    "--prices",
    "hour.csv",
    ...range,
    "--from",
    hours(-1),
    "--to",
    hours(0.5),
    "--dry-run",
    "--json",
  );
  expect(JSON.parse(none.out)).toMatchObject({ progress: { windows: 45, refused: 45 } });
  expect(JSON.parse(none.out).gaps.length).toBeGreaterThan(3);
}, 60_000);

test("a database that does not answer ends it with 1, and nothing is lost", async () => {
  await using database = await openTestDatabase(server);
  const args = firstHours(1);
  await server.stopServer();
  try {
    const run = backfill(database, ...args);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/run the same command again to go on\n$/);
  } finally {
    await server.startServer();
  }
  expect(backfill(database, ...args)).toMatchObject({ code: 0 });
}, 60_000);
