import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TraceId } from "../../contracts/ids.ts";
import { PriceBars, type PriceSnapshot } from "../../contracts/live.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { openWriter } from "../../store/connect.ts";
import { priceRecord } from "../../store/sample-records.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { priceBarRoutes } from "./price-bar-routes.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A full hour, so that bars begin where the numbers do. */
const startMs = Date.UTC(2021, 4, 19, 10);
const at = (minutes: number) => startMs + minutes * minuteMs;
/** Ends of windows and their closes; none between minute 16 and 30. */
const prices = [
  [2, 100],
  [4, 110],
  [10, 90],
  [12, 95],
  [14, 97],
  [16, 99],
  [30, 120],
  [32, 80],
] as const;

let server: TestPostgres;
let url: string;
beforeAll(async () => {
  server = await startTestPostgres();
  const database = await server.freshDatabase();
  url = database.url;
  const writer = openWriter(database.settings);
  const written = await writeJournal(writer, [
    ...prices.map(([minutes, priceUsd]) => priceRecord("ETH-USD", at(minutes), priceUsd)),
    priceRecord("BTC-USD", at(4), 5),
  ]);
  expect(written.ok).toBe(true);
  await writer.close();
}, 60_000);
afterAll(() => server?.stop());

const latest: PriceSnapshot = {
  ...{ windowEndMs: at(32), asOfMs: at(32), validUntilMs: at(38), traceId: "1".repeat(32) as TraceId },
  ...{ ticks: [], refused: [] },
};

async function get(path: string, readsUrl = url) {
  const env = {
    FEED: "recorded",
    HOT: { get: async (key: string) => (key === "prices:latest" ? JSON.stringify(latest) : null) },
    READS: { connectionString: readsUrl },
  };
  const response = await priceBarRoutes.request(path, {}, env);
  return { status: response.status, headers: response.headers, body: (await response.json()) as object };
}
const bars = async (path: string) => PriceBars.parse((await get(path)).body);

describe("bars", () => {
  test("open, extremes and close of the windows that ended in each; a stretch without one is left out", async () => {
    const { status, headers, body } = await get("/prices/ETH-USD/bars?minutes=30&bar=15m");
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=15"]);
    expect(PriceBars.parse(body)).toEqual({
      ...{ asset: "ETH-USD", barMs: 15 * minuteMs, fromMs: at(0), toMs: at(32), source: "database" },
      ...{ asOfMs: at(32), validUntilMs: at(38) },
      bars: [
        { startMs: at(0), ...ohlc(100, 110, 90, 97), windows: 5 },
        // The window that ends at minute 30 ends in the bar up to it.
        { startMs: at(15), ...ohlc(99, 120, 99, 120), windows: 2 },
        { startMs: at(30), ...ohlc(80, 80, 80, 80), windows: 1 },
      ],
    });
  });

  test.each([
    ["minutes=20&bar=2m", [14, 16, 30, 32], 12],
    ["minutes=4&bar=2m", [30, 32], 28],
    ["minutes=60&bar=1h", [32], -60],
    [`minutes=10&bar=2m&untilMs=${at(12)}`, [4, 10, 12], 2],
    [`minutes=10&bar=2m&untilMs=${at(-10)}`, [], -20],
  ])("%s", async (query, ends, fromMinute) => {
    const answer = await bars(`/prices/ETH-USD/bars?${query}`);
    expect(answer.fromMs).toBe(at(fromMinute));
    expect(answer.asOfMs).toBe(ends.length === 0 ? null : at(ends.at(-1) ?? 0));
    expect(answer.bars.reduce((sum, { windows }) => sum + windows, 0)).toBe(query.includes("1h") ? 8 : ends.length);
  });

  test("by default a day in bars of a quarter of an hour, of this asset alone", async () => {
    const answer = await bars("/prices/BTC-USD/bars");
    expect([answer.barMs, answer.fromMs, answer.bars.length]).toEqual([15 * minuteMs, at(30) - 24 * hourMs, 1]);
  });
});

describe("refused", () => {
  test.each([
    ["/prices/XYZ-USD/bars", 404, "not-found", "/v1/assets"],
    ["/prices/nonsense/bars", 404, "not-found", "/v1/assets"],
    ["/prices/constructor/bars", 404, "not-found", "/v1/assets"],
    ["/prices/ETH-USD/bars?bar=1m", 400, "bad-request", "bar: expected whole minutes"],
    ["/prices/ETH-USD/bars?bar=90s", 400, "bad-request", "bar: expected whole minutes"],
    ["/prices/ETH-USD/bars?bar=2d", 400, "bad-request", "bar: expected whole minutes"],
    ["/prices/ETH-USD/bars?bar=soon", 400, "bad-request", "bar: expected whole minutes"],
    ["/prices/ETH-USD/bars?minutes=0", 400, "bad-request", "minutes"],
    ["/prices/ETH-USD/bars?minutes=5000&bar=2m", 400, "bad-request", "minutes: an answer has at most 2000 bars"],
    ["/prices/ETH-USD/bars?from=1", 400, "bad-request", "from"],
  ])("%s", async (path, status, code, detail) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status, body: { code, detail: expect.stringContaining(detail) } });
    expect(answer.headers.get("cache-control")).toBe(null);
  });

  test("a store that does not answer: said so, and not cached", async () => {
    const answer = await get("/prices/ETH-USD/bars", "postgres://nobody@127.0.0.1:1/none?connect_timeout=1");
    expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(answer.headers.get("cache-control")).toBe(null);
  });
});

/** As the sample records make ranges: a tenth of a percent around the close, and a little less at the open. */
function ohlc(first: number, highest: number, lowest: number, closeUsd: number) {
  return {
    openUsd: first * 0.9995,
    highUsd: highest * 1.001,
    lowUsd: lowest * 0.999,
    closeUsd,
  };
}
