import { afterAll, beforeAll, expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import type { JournalRecord } from "../../contracts/journal-records.ts";
import { err, ok } from "../../contracts/result.ts";
import { listRecords } from "../../ingest/core/build-messages.ts";
import { type PricedAsset, priceAssets, type SourceQuotes } from "../../ingest/core/price-assets.ts";
import { toPriceSamples } from "../../ingest/core/price-samples.ts";
import type { QuoteResult } from "../../ingest/sources/price-source.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { readPriceHistory } from "../../store/queries.ts";
import { openTestDatabase, type TestDatabase } from "../../store/test-database.ts";
import { openTestFolder } from "../test-run-portent.ts";
import type { RedriveRule } from "./judge-window.ts";
import { runRedrive } from "./run-redrive.ts";

let server: TestPostgres;
const folder = openTestFolder({});
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(async () => {
  folder[Symbol.dispose]();
  await server?.stop();
});

const minuteMs = 60_000;
const cadenceMs = 2 * minuteMs;
const startMs = Date.UTC(2024, 2, 4);
const [eth, usdt] = [AssetId.parse("ETH-USD"), AssetId.parse("USDT-USD")];
const usd = (symbol: string) => ({ symbol, currency: "USD" as const, per: 1 });
const assets: readonly PricedAsset[] = [
  {
    ...{ id: eth, kind: "coin", stalenessMs: 6 * minuteMs },
    symbols: {
      ...{ kraken: usd("ETH"), coinbase: usd("ETH") },
      binance: { symbol: "ETH", currency: "USDT", per: 1 },
    },
  },
  {
    ...{ id: usdt, kind: "stablecoin", stalenessMs: 6 * minuteMs },
    symbols: { kraken: usd("USDT"), coinbase: usd("USDT") },
  },
];
const consensus = {
  ...{ quorum: 1, maxDeviation: 0.02, maxSpread: 0.05, maxUncertainty: 0.02 },
  ...{ graceMs: 30_000, frozenWindows: 5, frozenMove: 0.005 },
};
const ruleWith = (maxAgeMs: number, change: Partial<RedriveRule> = {}): RedriveRule => ({
  assets: new Map(assets.map((asset) => [asset.id, asset])),
  consensus,
  settings: () => ({ weight: 1, maxAgeMs }),
  cadenceMs,
  chosen: null,
  ...change,
});

const out: QuoteResult = err({ code: "timeout", message: "no answer" });
const priceAt = (window: number) => 2_500 * (1 + 0.01 * Math.sin(window / 9));

/**
 * Three hours live, by what runs live. In the second, the clock of kraken is ten minutes late; and in its second half the two
 * others are out, so that there is no price at all.
 */
function playOutage(): readonly JournalRecord[] {
  return Array.from({ length: 90 }, (_, index) => {
    const window = { startMs: startMs + index * cadenceMs, endMs: startMs + (index + 1) * cadenceMs };
    const isLate = index >= 30 && index < 60;
    const isOut = index >= 45 && index < 60;
    const said = (price: number, lateMs: number): QuoteResult =>
      ok({
        price,
        range: { open: price, low: price * 0.999, high: price * 1.001 },
        sampleAtMs: window.endMs - 1_000 - lateMs,
      });
    const source = (name: string, scale: number, lateMs: number, isDown: boolean): SourceQuotes => ({
      ...{ source: name, weight: 1, maxAgeMs: cadenceMs },
      quotes: new Map([
        ["ETH", isDown ? out : said(priceAt(index) * scale, lateMs)],
        ["USDT", isDown ? out : said(0.999, lateMs)],
      ]),
    });
    const sources = [
      source("kraken", 1.002, isLate ? 10 * minuteMs : 0, false),
      source("coinbase", 1, 0, isOut),
      source("binance", 1 / 0.999, 0, isOut),
    ];
    const priced = priceAssets(assets, sources, window, consensus, new Map());
    const stablecoins = new Set<string>([usdt]);
    const result = {
      ...{ windowStartMs: window.startMs, windowEndMs: window.endMs, traceId: "0".repeat(32) as never },
      ...{ ticks: priced.ticks, refused: priced.refused, sourceRuns: [], stablecoins },
    };
    return listRecords(result, toPriceSamples(priced.ticks, stablecoins));
  }).flat();
}

const whole = { fromMs: startMs, toMs: startMs + 90 * cadenceMs };

async function redrive(store: TestDatabase, rule: RedriveRule, isDry = false, range = whole) {
  // Small pages: windows lie across their edges.
  const report = await runRedrive(range, rule, { store, isDry, rowsPerPage: 7, onProgress: () => {} });
  if (!report.ok) throw new Error(report.error.message);
  return report.value;
}

async function countPrices({ reader }: TestDatabase) {
  const read = await readPriceHistory(reader, whole);
  if (!read.ok) throw new Error(read.error.message);
  return Object.fromEntries(read.value.map(({ asset, points }) => [asset, points.length]));
}

test("an hour with a late clock: what had no price gets one once more age is allowed, what had one a better one", async () => {
  await using database = await openTestDatabase(server);
  await database.write(playOutage());
  expect(await countPrices(database)).toEqual({ "ETH-USD": 75, "USDT-USD": 75 });
  const before = await database.dump();

  // The rule of then: not one bit differs, after all the way through Postgres.
  expect(await redrive(database, ruleWith(cadenceMs))).toMatchObject({
    ...{ windows: 90, unchanged: 180, changed: 0, new: 0, written: 0, left: {}, examples: [] },
  });
  expect(await database.dump()).toBe(before);

  const dry = await redrive(database, ruleWith(15 * minuteMs), true);
  expect(await database.dump()).toBe(before);
  const report = await redrive(database, ruleWith(15 * minuteMs));
  expect(report).toMatchObject({ windows: 90, unchanged: 120, changed: 30, new: 30, written: 60 });
  // Thirty windows of both assets.
  expect(report.nowUsed).toEqual({ stale: 60 });
  expect({ ...dry, written: 60 }).toEqual(report);
  expect(await countPrices(database)).toEqual({ "ETH-USD": 90, "USDT-USD": 90 });
  const first = startMs + 46 * cadenceMs;
  const single = await redrive(database, ruleWith(cadenceMs), true, { fromMs: first - cadenceMs, toMs: first });
  // A price that stands is not taken back by a stricter rule.
  expect(single).toMatchObject({ windows: 1, changed: 0, left: { "no-price-now": 2 } });

  const after = await database.dump();
  expect(await redrive(database, ruleWith(15 * minuteMs))).toMatchObject({ unchanged: 180, changed: 0, new: 0 });
  expect(await database.dump()).toBe(after);
  // Only prices were written: not one signal, and the refused quotes are what they were.
  const others = (dump: string) => (JSON.parse(dump) as [string][]).filter(([table]) => table !== "prices");
  expect(others(after)).toEqual(others(before));
});

test("the price of that window still waited in the journal: it comes after the redrive and stands", async () => {
  await using database = await openTestDatabase(server);
  const records = playOutage().slice(0);
  const late = records.filter(
    ({ table, row }) => table === "prices" && "windowEndMs" in row && row.windowEndMs === startMs + 31 * cadenceMs,
  );
  expect(late.length).toBe(2);
  await database.write(records.filter((record) => !late.includes(record)));
  expect(await redrive(database, ruleWith(15 * minuteMs))).toMatchObject({ new: 32 });
  await database.write(late);
  // Judged again with all its sources, as its neighbours were.
  const again = await redrive(database, ruleWith(15 * minuteMs));
  expect(again).toMatchObject({ changed: 2, new: 0 });

  await using undisturbed = await openTestDatabase(server);
  await undisturbed.write(records);
  await redrive(undisturbed, ruleWith(15 * minuteMs));
  expect(await database.dump()).toBe(await undisturbed.dump());
});

test("one asset alone: the others are read for their rates and not touched", async () => {
  await using database = await openTestDatabase(server);
  await database.write(playOutage());
  const report = await redrive(database, ruleWith(15 * minuteMs, { chosen: new Set([eth]) }));
  expect(report).toMatchObject({ changed: 15, new: 15, nowUsed: { stale: 30 } });
  expect(await countPrices(database)).toEqual({ "ETH-USD": 90, "USDT-USD": 75 });
});

const command = (database: TestDatabase, ...args: string[]) =>
  folder.run(
    "redrive",
    "quotes",
    `--from=${whole.fromMs}`,
    "--to",
    `${whole.toMs}`,
    "--database-url",
    database.url,
    ...args,
  );

test("the command, by the rule of pipelines.toml and by another deviation; a second run changes nothing", async () => {
  await using database = await openTestDatabase(server);
  await database.write(playOutage());
  const dry = command(database, "--max-deviation", "0.001", "--dry-run", "--json");
  expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { isDry: true, written: 0 }]);
  const run = command(database, "--asset", "ETH-USD", "--max-deviation", "0.001", "--json");
  expect(run.code).toBe(0);
  const report = JSON.parse(run.out);
  expect(report.nowRefused.outlier).toBeGreaterThan(50);
  expect(report.written).toBe(report.changed);
  expect(run.err).toMatch(/^until .* prices changed, 0 new$/m);
  expect(run.err).toMatch(/^ {2}ETH-USD 2024-03-04T00:02:00Z: \d+(\.\d+)? → \d+(\.\d+)?$/m);
  const after = await database.dump();
  const second = command(database, "--asset", "ETH-USD", "--max-deviation", "0.001", "--json");
  expect(JSON.parse(second.out)).toMatchObject({ changed: 0, new: 0, written: 0, examples: [] });
  expect(await database.dump()).toBe(after);
});

test("a database that does not answer ends it with 1; what was written before is found when it is run again", async () => {
  await using database = await openTestDatabase(server);
  await database.write(playOutage());
  await server.stopServer();
  try {
    const run = command(database);
    expect([run.code, run.out]).toEqual([1, ""]);
    expect(run.err).toMatch(/run the same command again to go on\n$/);
  } finally {
    await server.startServer();
  }
  expect(command(database)).toMatchObject({ code: 0 });
});
