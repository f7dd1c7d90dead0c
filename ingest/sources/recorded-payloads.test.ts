import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fetchBinanceTickerQuotes } from "./binance-ticker.ts";
import { fetchBitstampQuotes } from "./bitstamp.ts";
import { fetchCoinbaseTickerQuotes } from "./coinbase-ticker.ts";
import { fetchCoingeckoQuotes } from "./coingecko.ts";
import { fetchDefillamaQuotes } from "./defillama.ts";
import { fetchKrakenTickerQuotes } from "./kraken-ticker.ts";
import { fetchOkxQuotes } from "./okx.ts";
import type { FetchQuotes, QuoteResult } from "./price-source.ts";
import { fetchPythQuotes } from "./pyth.ts";
import { createStubHttp, window } from "./test-stub-http.ts";

// Answers of the real services: they are not ours to publish, and stand beside the project where somebody has them.
const folder = join(process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data"), "payloads");
const isAbsent = !existsSync(join(folder, "index.json"));

type Row = readonly [file: string, fetchQuotes: FetchQuotes, symbols: readonly string[]];
const rows: readonly Row[] = [
  ["bitstamp/ticker_all_2026-07-27.json", fetchBitstampQuotes, ["NEAR/USD", "BTC/USD"]],
  ["coinbase/products_ticker.json", fetchCoinbaseTickerQuotes, ["BTC-USD"]],
  ["coinbase/products_ticker_2026-07-27.json", fetchCoinbaseTickerQuotes, ["NEAR-USD"]],
  ["coingecko/simple_price_last_updated_2026-07-27.json", fetchCoingeckoQuotes, ["ethereum", "near"]],
  [
    "defillama/prices_current_2026-09.json",
    fetchDefillamaQuotes,
    ["base:0x940181a94A35A4569E4529A3CDfB74e38FD98631", "base:0x4200000000000000000000000000000000000006"],
  ],
  ["kraken/ticker_single.json", fetchKrakenTickerQuotes, ["XXBTZEUR"]],
  [
    "kraken/ticker_multi_2026-07-27.json",
    fetchKrakenTickerQuotes,
    ["NEARUSD", "XXBTZUSD", "XETHZUSD", "USDTZUSD", "XDGUSD", "WBTCUSD"],
  ],
  ["okx/market_tickers_2026-07-27.json", fetchOkxQuotes, ["NEAR-USDT", "USDT-USD", "BTC-USDT"]],
  [
    "pyth/hermes_v2_latest_parsed_2026-07-27.json",
    fetchPythQuotes,
    [
      "0xc415de8d2eba7db216527dff4b60e8f3a5311c740dadb233e13e12547e226750",
      "0xff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace",
    ],
  ],
  [
    "pyth/hermes_v2_latest_parsed_expo-5_2026-07-30.json",
    fetchPythQuotes,
    ["49f6b65cb1de6b10eaf75e7c03ca029c306d0357e91b5311b175084a5ad55688"],
  ],
  [
    "pyth/hermes_v2_latest_2024-05-03.json",
    fetchPythQuotes,
    ["0xe62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"],
  ],
];

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
async function ask(fetchQuotes: FetchQuotes, symbols: readonly string[], body: unknown): Promise<QuoteResult[]> {
  const http = createStubHttp(() => ({ body }));
  const quotes = await fetchQuotes(symbols, window, { baseUrl: "https://source.example", http });
  return quotes.ok ? symbols.map((symbol) => quotes.value.get(symbol) ?? { ok: true, value: null }) : [quotes];
}

test.skipIf(isAbsent).each(rows)(
  "%s: every symbol has a price, a time and a sound book",
  async (file, fetchQuotes, symbols) => {
    const quotes = await ask(fetchQuotes, symbols, read(file));
    expect(quotes.length).toBe(symbols.length);
    const now = Date.UTC(2027, 0, 1);
    for (const quote of quotes) {
      expect(quote.ok).toBe(true);
      const said = quote.ok ? quote.value : null;
      expect(said?.price).toBeGreaterThan(0);
      // Seconds taken for milliseconds, or the other way round, would lie far outside.
      expect(said?.sampleAtMs).toBeGreaterThan(Date.UTC(2015, 0, 1));
      expect(said?.sampleAtMs).toBeLessThan(now);
      if (said?.book !== undefined) expect(said.book.bid).toBeLessThanOrEqual(said.book.ask);
      if (said?.confidence !== undefined) expect(said.confidence / said.price).toBeLessThan(0.01);
    }
  },
);

test.skipIf(isAbsent)("binance/ticker_24hr_recorded.json, as a list of one", async () => {
  const [quote] = await ask(fetchBinanceTickerQuotes, ["BNBBTC"], [read("binance/ticker_24hr_recorded.json")]);
  expect(quote).toMatchObject({ ok: true, value: { price: 4.000002, book: { bid: 4, ask: 4.000002 } } });
});

test.skipIf(isAbsent)(
  "binance/ticker_price_array: another route's rows, without a time, are refused one by one",
  async () => {
    const quotes = await ask(
      fetchBinanceTickerQuotes,
      ["DAIUSDT", "NEARUSDT"],
      read("binance/ticker_price_array_2026-07-27.json"),
    );
    expect(quotes).toMatchObject([{ error: { code: "bad-payload" } }, { error: { code: "bad-payload" } }]);
  },
);

test.skipIf(isAbsent)("kraken: an unknown pair, and a market that is closed", async () => {
  const [unknown] = await ask(fetchKrakenTickerQuotes, ["NOPE"], read("kraken/error_unknown_pair.json"));
  expect(unknown).toMatchObject({ ok: false, error: { code: "refused" } });
  const [dead] = await ask(fetchKrakenTickerQuotes, ["RHEAUSD"], read("kraken/ticker_dead_market.json"));
  expect(dead).toMatchObject({ ok: true, value: { price: 0 } });
});

test.skipIf(isAbsent)("coingecko: the body of a limit", async () => {
  const [limit] = await ask(fetchCoingeckoQuotes, ["ethereum"], read("coingecko/error_429_body.json"));
  expect(limit).toMatchObject({ ok: false, error: { code: "rate-limited" } });
});
