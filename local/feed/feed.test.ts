import { afterAll, beforeAll, expect, test } from "vitest";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { fetchNormalisedEvents } from "../../enrich/sources/normalised.ts";
import { fetchUsgsEvents } from "../../enrich/sources/usgs.ts";
import { createHttpClient } from "../../ingest/adapters/http-client.ts";
import { listPricedAssets } from "../../ingest/core/declared-assets.ts";
import { fetchBinanceQuotes } from "../../ingest/sources/binance.ts";
import { fetchCoinbaseQuotes } from "../../ingest/sources/coinbase.ts";
import { fetchKrakenQuotes } from "../../ingest/sources/kraken.ts";
import { fetchKrakenTickerQuotes } from "../../ingest/sources/kraken-ticker.ts";
import type { FetchQuotes } from "../../ingest/sources/price-source.ts";
import { barMs } from "./feed.ts";
import { readPriceRows } from "./read-price-rows.ts";
import { reconstructFeed } from "./reconstructed-feed.ts";
import { type FeedServer, serveFeed } from "./serve-feed.ts";

const header = "ts_ms,symbol,open,high,low,close,volume";
const good = "60000,ETH/USDT,1,3,0.5,2,10";

test.each<[string, string, string]>([
  ["too few fields", "60000,ETH/USDT,1,3,0.5,2", "expected 7 fields, found 6"],
  ["too many fields", `${good},9`, "expected 7 fields, found 8"],
  ["a time that is no whole number", "60000.5,ETH/USDT,1,3,0.5,2,10", "ts_ms is not whole milliseconds: 60000.5"],
  ["no symbol", "60000,,1,3,0.5,2,10", "symbol is missing"],
  ["a missing number", "60000,ETH/USDT,1,,0.5,2,10", "a price or the volume is not a finite number"],
  ["a word for a number", "60000,ETH/USDT,1,3,0.5,two,10", "a price or the volume is not a finite number"],
  ["an infinite price", "60000,ETH/USDT,1,Infinity,0.5,2,10", "a price or the volume is not a finite number"],
  ["a price of zero", "60000,ETH/USDT,1,3,0,2,10", "a price is not positive"],
  ["high below low", "60000,ETH/USDT,1,0.4,0.5,2,10", "high is below low"],
])("a row with %s is refused with its line; the others stand", (_what, row, reason) => {
  const rows = readPriceRows([header, good, "", row, good.replace("60000", "120000")].join("\r\n"));
  expect(rows.ok && rows.value.refused).toEqual([{ line: 4, reason }]);
  expect(rows.ok && rows.value.bars.get("ETH/USDT")?.map(({ openAtMs }) => openAtMs)).toEqual([60_000, 120_000]);
});

test("of two rows for one minute the last counts, in whatever order the minutes come; a wrong header refuses the file", () => {
  const rows = readPriceRows([header, good.replace("60000", "120000"), good, good.replace(",2,", ",2.5,")].join("\n"));
  expect(rows.ok && rows.value.duplicates).toBe(1);
  expect(rows.ok && rows.value.bars.get("ETH/USDT")?.map(({ openAtMs, close }) => [openAtMs, close])).toEqual([
    [60_000, 2.5],
    [120_000, 2],
  ]);
  expect(readPriceRows(`time,price\n${good}`)).toEqual({ ok: false, error: `line 1: expected the header ${header}` });
});

const feed = reconstructFeed();
const at = (clock: string) => Date.parse(`2021-05-19T${clock}:00Z`);
const closeAt = (symbol: string, knownAtMs: number) =>
  feed.bars.get(symbol)?.findLast((bar) => bar.openAtMs + barMs <= knownAtMs)?.close ?? Number.NaN;

test("the reconstruction says what it is, is the same for the same seed, and has every asset", () => {
  expect(feed.kind).toBe("reconstructed");
  expect(feed.description).toMatch(/^Reconstruction of 19 May 2021/);
  expect(reconstructFeed().bars).toEqual(feed.bars);
  expect(reconstructFeed(1).bars).not.toEqual(feed.bars);
  expect(new Set([...feed.bars.keys()].map((symbol) => `${symbol}-USD`))).toEqual(
    new Set(Object.keys(pipelines.assets).filter((id) => !/^USD[TC]-USD$/.test(id))),
  );
  for (const bars of feed.bars.values()) {
    for (const { open, high, low, close } of bars)
      expect(low <= Math.min(open, close) && high >= Math.max(open, close) && low > 0).toBe(true);
  }
});

test("in it ETH first falls by 5 % within an hour at 11:18, as it did that day", () => {
  const points = Array.from({ length: 61 }, (_, index) => at("10:00") + index * 2 * barMs);
  const falls = points.filter(
    (time) => time >= at("11:00") && closeAt("ETH", time) / closeAt("ETH", time - 60 * barMs) - 1 < -0.05,
  );
  expect(new Date(falls[0] ?? 0).toISOString().slice(11, 16)).toBe("11:18");
});

let nowMs = at("11:00");
let server: FeedServer;
beforeAll(async () => {
  server = await serveFeed({ feed, nowMs: () => nowMs, frozenFromMs: { kraken: at("10:40") } });
});
afterAll(() => server.stop());
const settings = (source: string) => ({
  baseUrl: server.urls[source] ?? "",
  http: createHttpClient({ timeoutMs: 2_000, budget: 60 }),
});
const windowTo = (endMs: number) => ({ startMs: endMs - 2 * barMs, endMs });

/** One symbol's quote, as its source's own adapter reads it. */
async function quoteOf(source: string, fetchQuotes: FetchQuotes, symbol: string, endMs: number) {
  const quotes = await fetchQuotes([symbol], windowTo(endMs), settings(source));
  return quotes.ok ? quotes.value.get(symbol) : quotes;
}

test.each([
  ["binance", fetchBinanceQuotes, "ETHUSDT"],
  ["coinbase", fetchCoinbaseQuotes, "ETH-USD"],
] as const)(
  "%s is served in the shape that its own adapter reads, up to the present and no further",
  async (source, fetchQuotes, symbol) => {
    nowMs = at("11:00");
    const now = await quoteOf(source, fetchQuotes, symbol, at("11:00"));
    expect(now).toMatchObject({ ok: true, value: { price: closeAt("ETH", at("11:00")), sampleAtMs: at("11:00") } });
    // Asked about the future, it knows the present at best.
    const ahead = await quoteOf(source, fetchQuotes, symbol, at("11:01"));
    expect(ahead).toMatchObject({ ok: true, value: { sampleAtMs: at("11:00") } });
  },
);

test("a frozen source repeats its last bar with its old time", async () => {
  nowMs = at("11:00");
  const quote = await quoteOf("kraken", fetchKrakenQuotes, "XETHZUSD", nowMs);
  expect(quote).toMatchObject({ ok: true, value: { price: closeAt("ETH", at("10:40")), sampleAtMs: at("10:40") } });
});

test("every asset's symbol at every source that is served", async () => {
  nowMs = at("10:30");
  const fetchers: Readonly<Record<string, FetchQuotes>> = {
    ...{ binance: fetchBinanceQuotes, coinbase: fetchCoinbaseQuotes, kraken: fetchKrakenQuotes },
    "kraken-ticker": fetchKrakenTickerQuotes,
  };
  const assets = listPricedAssets(pipelines);
  for (const [source, fetchQuotes] of Object.entries(fetchers)) {
    const own = assets.filter(({ symbols }) => symbols[source] !== undefined);
    const symbols = own.map((asset) => asset.symbols[source]?.symbol ?? "");
    const quotes = await fetchQuotes(symbols, windowTo(nowMs), settings(source));
    for (const { id, kind, symbols: names } of own) {
      const price = kind === "stablecoin" ? 1 : closeAt(id.replace("-USD", ""), nowMs);
      const quote = quotes.ok ? quotes.value.get(names[source]?.symbol ?? "") : quotes;
      expect(quote, `${id} at ${source}`).toMatchObject({ ok: true, value: { price, sampleAtMs: nowMs } });
    }
  }
});

test("events are served when they were published, not before", async () => {
  const window = { fromMs: at("00:00") - 3 * 86_400_000, toMs: at("12:00") };
  nowMs = at("00:30");
  const early = await fetchUsgsEvents(window, settings("usgs"));
  nowMs = at("12:00");
  const late = await fetchUsgsEvents(window, settings("usgs"));
  const facts = await fetchNormalisedEvents(window, settings("normalised"));
  expect([early.ok && early.value.events.length, late.ok && late.value.events.length]).toEqual([0, 1]);
  expect(facts.ok && facts.value).toMatchObject({ refusedRows: 0 });
  expect(facts.ok && facts.value.events.length).toBeGreaterThan(0);
});
