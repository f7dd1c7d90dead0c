import { expect, test } from "vitest";
import { fetchBinanceQuotes } from "./binance.ts";
import { fetchBinanceTickerQuotes } from "./binance-ticker.ts";
import { fetchBitstampQuotes } from "./bitstamp.ts";
import { fetchCoinbaseQuotes } from "./coinbase.ts";
import { fetchCoinbaseTickerQuotes } from "./coinbase-ticker.ts";
import { fetchCoingeckoQuotes } from "./coingecko.ts";
import { fetchDefillamaQuotes } from "./defillama.ts";
import { fetchKrakenQuotes } from "./kraken.ts";
import { fetchKrakenTickerQuotes } from "./kraken-ticker.ts";
import { fetchOkxQuotes } from "./okx.ts";
import type { FetchQuotes } from "./price-source.ts";
import { fetchPythQuotes } from "./pyth.ts";
import { asTable, createStubHttp, readFixture, serverAtMs, window } from "./test-stub-http.ts";

const baseUrl = "https://source.example";
const ask = async (fetchQuotes: FetchQuotes, symbols: readonly string[], body: unknown, dateMs?: number | null) => {
  const http = createStubHttp(() => ({ body }), dateMs);
  return { quotes: asTable(await fetchQuotes(symbols, window, { baseUrl, http })), urls: http.urls };
};
const quote = (price: number, sampleAtMs: number, more: object = {}) => ({
  ok: true,
  value: { price, range: null, sampleAtMs, ...more },
});
const book = (bid: number, ask: number) => ({ book: { bid, ask } });
const refused = (message: string) => ({ ok: false, error: { code: "refused", message } });
const nothing = { ok: true, value: null };
const bars = quote(2_770.5, window.endMs, { range: { open: 2_780, low: 2_760, high: 2_790.25 } });
const [idA, idB, idC] = ["aa", "bb", "cc"].map((end) => end.padStart(64, "0")) as [string, string, string];

/** Each source over its own fixture: what is asked, and what is read out of it. The last symbol is one it does not know. */
const sources: readonly (readonly [string, FetchQuotes, string, string, Record<string, unknown>])[] = [
  [
    "binance",
    fetchBinanceQuotes,
    "binance-klines.json",
    "/api/v3/klines?symbol=ETHUSDT&interval=1m&startTime=1621422900000&endTime=1621423079999",
    { ETHUSDT: bars },
  ],
  [
    "coinbase",
    fetchCoinbaseQuotes,
    "coinbase-candles.json",
    "/products/ETH-USD/candles?granularity=60&start=2021-05-19T11%3A15%3A00.000Z&end=2021-05-19T11%3A17%3A00.000Z",
    { "ETH-USD": bars },
  ],
  [
    "kraken",
    fetchKrakenQuotes,
    "kraken-ohlc.json",
    "/0/public/OHLC?pair=XETHZUSD&interval=1&since=1621422899",
    { XETHZUSD: bars },
  ],
  [
    "binance-ticker",
    fetchBinanceTickerQuotes,
    "binance-ticker.json",
    "/api/v3/ticker/24hr?symbols=%5B%22ETHUSDT%22%2C%22BTCUSDT%22%2C%22OLDUSDT%22%2C%22NEWUSDT%22%5D",
    {
      ETHUSDT: quote(2_770.5, 1_621_423_078_040, book(2_770.4, 2_770.6)),
      BTCUSDT: quote(40_100.25, 1_621_423_077_040),
      OLDUSDT: quote(0, 0, book(0, 0)),
      NEWUSDT: nothing,
    },
  ],
  [
    "coinbase-ticker",
    fetchCoinbaseTickerQuotes,
    "coinbase-ticker.json",
    "/products/USDT-USD/ticker",
    { "USDT-USD": quote(1.0003, 1_621_423_078_123, book(1.0002, 1.0004)) },
  ],
  [
    "kraken-ticker",
    fetchKrakenTickerQuotes,
    "kraken-ticker.json",
    "/0/public/Ticker?pair=XXBTZUSD,USDTZUSD,DEADUSD,XBTUSD",
    {
      XXBTZUSD: quote(40_100.5, serverAtMs, book(40_100, 40_101)),
      USDTZUSD: quote(0.99905, serverAtMs, book(0.999, 0.9991)),
      DEADUSD: quote(0, serverAtMs, book(0.004, 0.03)),
      XBTUSD: nothing,
    },
  ],
  [
    "okx",
    fetchOkxQuotes,
    "okx-tickers.json",
    "/api/v5/market/tickers?instType=SPOT",
    {
      "ETH-USDT": quote(2_770.5, 1_621_423_078_266, book(2_770.4, 2_770.6)),
      "USDT-USD": quote(0.999, 1_621_423_078_265, book(0.9989, 0.9991)),
      "BTC-USDT": quote(40_100, 1_621_423_078_264),
      "NEW-USDT": nothing,
    },
  ],
  [
    "bitstamp",
    fetchBitstampQuotes,
    "bitstamp-tickers.json",
    "/api/v2/ticker/",
    {
      "ETH/USD": quote(2_770.5, 1_621_423_076_000, book(2_770.4, 2_770.6)),
      "BTC/USD": quote(40_100, 1_621_423_077_000, book(40_099, 40_101)),
      "NEW/USD": nothing,
    },
  ],
  [
    "pyth",
    fetchPythQuotes,
    "pyth-latest.json",
    `/v2/updates/price/latest?ids%5B%5D=${idA}&ids%5B%5D=${idB}&ids%5B%5D=${idC}&parsed=true&ignore_invalid_price_ids=true`,
    {
      [`0x${idA.toUpperCase()}`]: quote(2_770.5, 1_621_423_076_000, { confidence: 0.9 }),
      [idB]: quote(332.0125, 1_621_423_077_000, { confidence: 0.15 }),
      [idC]: nothing,
    },
  ],
  [
    "coingecko",
    fetchCoingeckoQuotes,
    "coingecko-simple-price.json",
    "/api/v3/simple/price?ids=ethereum,bitcoin,status,quiet-coin,null-coin,no-coin&vs_currencies=usd&include_last_updated_at=true&precision=full",
    {
      ethereum: quote(2_770.5, 1_621_423_040_000),
      bitcoin: quote(40_100.25, 1_621_422_960_000),
      status: quote(0.125, 1_621_423_010_000),
      "quiet-coin": nothing,
      "null-coin": nothing,
      "no-coin": nothing,
    },
  ],
  [
    "defillama",
    fetchDefillamaQuotes,
    "defillama-current.json",
    "/prices/current/coingecko:ethereum,arbitrum:0x00000000000000000000000000000000000000Aa,coingecko:thin-coin,coingecko:silent-coin,coingecko:no-coin",
    {
      "coingecko:ethereum": quote(2_770.5, 1_621_423_044_000),
      "arbitrum:0x00000000000000000000000000000000000000Aa": quote(1.25, 1_621_423_041_000),
      "coingecko:thin-coin": refused("coingecko:thin-coin: confidence 0.62, below 0.9"),
      "coingecko:silent-coin": refused("coingecko:silent-coin: no confidence is stated"),
      "coingecko:no-coin": nothing,
    },
  ],
];

test.each(sources)(
  "%s: asked in its own way, read in its own shape",
  async (_name, fetchQuotes, file, path, expected) => {
    const { quotes, urls } = await ask(fetchQuotes, Object.keys(expected), readFixture(file));
    expect(quotes).toEqual(expected);
    expect(urls).toEqual([baseUrl + path]);
  },
);

test.each(sources)("%s: nothing asked, nothing called but what answers for all", async (_name, fetchQuotes, file) => {
  const { quotes, urls } = await ask(fetchQuotes, [], readFixture(file));
  expect(quotes).toEqual({});
  expect(urls.length).toBeLessThanOrEqual(1);
});

/** Every leaf of a fixture is replaced by what it should never be. The other symbols stand, and nothing is invented. */
const spoilers: readonly unknown[] = [
  null,
  "",
  "0x10",
  "Infinity",
  " 1",
  "1,5",
  "NaN",
  {},
  [],
  true,
  Number.NEGATIVE_INFINITY,
];
test.each(sources)(
  "%s: one wrong value costs at most its own symbol",
  async (_name, fetchQuotes, file, _path, expected) => {
    const symbols = Object.keys(expected);
    const body = readFixture(file);
    let refusals = 0;
    for (const path of listLeaves(body)) {
      for (const spoiler of spoilers) {
        const { quotes } = await ask(fetchQuotes, symbols, replaceAt(body, path, spoiler));
        const table = quotes as Record<string, unknown>;
        // Fields of the envelope concern all.
        if ("ok" in table) {
          expect(["bad-payload", "refused", "rate-limited", "unreachable"]).toContain(errorOf(table)?.code);
          expect(path.length).toBeLessThanOrEqual(2);
          refusals += 1;
          continue;
        }
        const changed = symbols.filter((symbol) => JSON.stringify(table[symbol]) !== JSON.stringify(expected[symbol]));
        expect(changed.length, `${path.join(".")} = ${String(spoiler)}`).toBeLessThanOrEqual(1);
        for (const symbol of changed) {
          const { value } = table[symbol] as { value?: object | null };
          // What is still a quote is the same, at most without its book.
          if (value !== null && value !== undefined) {
            const before = (expected[symbol] as { value: object }).value;
            expect({ ...before, book: undefined }, `${path.join(".")} = ${String(spoiler)}`).toEqual({
              ...value,
              book: undefined,
            });
            expect(value).not.toHaveProperty("book");
          }
          if (errorOf(table[symbol]) !== undefined) refusals += 1;
        }
      }
    }
    expect(refusals).toBeGreaterThan(0);
  },
);

test.each(
  sources.flatMap(([name, fetchQuotes, , , expected]) =>
    [
      { message: "maintenance" },
      [1, 2, 3],
      [[1, 2]],
      "text",
      7,
      null,
      [null],
      { code: -1121, msg: "Invalid symbol." },
    ].map((body) => [name, body, fetchQuotes, Object.keys(expected)] as const),
  ),
)("%s answers %j: no quote, and no exception", async (_name, body, fetchQuotes, symbols) => {
  const { quotes } = await ask(fetchQuotes, symbols, body);
  const table = quotes as Record<string, unknown>;
  const each = "ok" in table ? [table] : symbols.map((symbol) => table[symbol]);
  for (const result of each) {
    const isNothing = JSON.stringify(result) === JSON.stringify(nothing);
    expect(isNothing || errorOf(result) !== undefined, JSON.stringify(result)).toBe(true);
  }
});

test.each(sources)(
  "%s: a failure of the client is the failure of all",
  async (_name, fetchQuotes, _file, _path, expected) => {
    const symbols = Object.keys(expected);
    for (const code of ["timeout", "unreachable", "rate-limited", "redirected", "bad-body", "over-budget"] as const) {
      const failure = { code, message: "as the client says" };
      const http = createStubHttp(() => ({ failure }));
      expect(await fetchQuotes(symbols, window, { baseUrl, http })).toEqual({ ok: false, error: failure });
    }
  },
);

const old = 1_500_000_000;
test.each<[string, FetchQuotes, string, unknown, number]>([
  ["binance", fetchBinanceQuotes, "A", [[old * 1_000, "5", "6", "4", "5.5", "1", old * 1_000 + 59_999]], old + 60],
  ["coinbase", fetchCoinbaseQuotes, "A", [[old, 4, 6, 5, 5.5, 1]], old + 60],
  [
    "kraken",
    fetchKrakenQuotes,
    "A",
    { error: [], result: { A: [[old, "5", "6", "4", "5.5", "5", "1", 1]] } },
    old + 60,
  ],
  ["binance-ticker", fetchBinanceTickerQuotes, "A", [{ symbol: "A", lastPrice: "5.5", closeTime: old * 1_000 }], old],
  [
    "coinbase-ticker",
    fetchCoinbaseTickerQuotes,
    "A",
    { price: "5.5", bid: "5", ask: "6", time: "2017-07-14T02:40:00Z" },
    old,
  ],
  [
    "okx",
    fetchOkxQuotes,
    "A",
    { code: "0", data: [{ instId: "A", last: "5.5", bidPx: "5", askPx: "6", ts: `${old}000` }] },
    old,
  ],
  ["bitstamp", fetchBitstampQuotes, "A", [{ pair: "A", last: "5.5", bid: "5", ask: "6", timestamp: `${old}` }], old],
  [
    "pyth",
    fetchPythQuotes,
    "a",
    { parsed: [{ id: "a", price: { price: "55", conf: "1", expo: -1, publish_time: old } }] },
    old,
  ],
  ["coingecko", fetchCoingeckoQuotes, "a", { a: { usd: 5.5, last_updated_at: old } }, old],
  ["defillama", fetchDefillamaQuotes, "a", { coins: { a: { price: 5.5, timestamp: old, confidence: 1 } } }, old],
])("%s: an old price keeps its old time", async (_name, fetchQuotes, symbol, body, atS) => {
  const { quotes } = await ask(fetchQuotes, [symbol], body);
  expect(quotes).toMatchObject({ [symbol]: { ok: true, value: { price: 5.5, sampleAtMs: atS * 1_000 } } });
});

test.each<[string, FetchQuotes, string, unknown]>([
  ["binance", fetchBinanceQuotes, "A", []],
  ["coinbase", fetchCoinbaseQuotes, "A", []],
  ["kraken", fetchKrakenQuotes, "A", { error: [], result: { A: [], last: 0 } }],
])("%s: no bar yet is no failure", async (_name, fetchQuotes, symbol, body) => {
  expect((await ask(fetchQuotes, [symbol], body)).quotes).toEqual({ [symbol]: nothing });
});

test("kraken-ticker: without the server's time there is no quote", async () => {
  const { quotes } = await ask(fetchKrakenTickerQuotes, ["XXBTZUSD"], readFixture("kraken-ticker.json"), null);
  expect(quotes).toEqual({ ok: false, error: { code: "refused", message: "no time: the answer has no Date" } });
});

test.each<[string, FetchQuotes, unknown, string]>([
  ["coingecko, with HTTP 200", fetchCoingeckoQuotes, readFixture("coingecko-limit.json"), "rate-limited"],
  ["coingecko", fetchCoingeckoQuotes, { status: { error_code: 10_002, error_message: "no key" } }, "refused"],
  ["okx", fetchOkxQuotes, { code: "50011", msg: "Too Many Requests", data: [] }, "rate-limited"],
  ["okx", fetchOkxQuotes, { code: "50001", msg: "Service temporarily unavailable", data: [] }, "refused"],
  ["kraken", fetchKrakenQuotes, { error: ["EAPI:Rate limit exceeded"] }, "rate-limited"],
  ["kraken", fetchKrakenQuotes, { error: ["EService:Unavailable"] }, "unreachable"],
  ["kraken-ticker", fetchKrakenTickerQuotes, { error: ["EGeneral:Too many requests"] }, "rate-limited"],
  ["kraken-ticker", fetchKrakenTickerQuotes, { error: ["EGeneral:Internal error"] }, "refused"],
])("%s says no in its body: the failure of all", async (_name, fetchQuotes, body, code) => {
  expect((await ask(fetchQuotes, ["A", "B"], body)).quotes).toMatchObject({ ok: false, error: { code } });
});

test("kraken: a warning is no error, and an unknown pair fails alone", async () => {
  const good = readFixture("kraken-ohlc.json") as object;
  const http = createStubHttp((url) => ({
    body: url.includes("NOPE") ? { error: ["EQuery:Unknown asset pair"] } : { ...good, error: ["WGeneral:Slow today"] },
  }));
  const quotes = await fetchKrakenQuotes(["XETHZUSD", "NOPE"], window, { baseUrl, http });
  expect(asTable(quotes)).toEqual({ XETHZUSD: bars, NOPE: refused("EQuery:Unknown asset pair") });
});

test.each<[string, FetchQuotes, number, (symbols: readonly string[]) => unknown]>([
  [
    "binance-ticker",
    fetchBinanceTickerQuotes,
    3,
    (symbols) => symbols.map((symbol) => ({ symbol, lastPrice: "2", closeTime: 5 })),
  ],
  [
    "pyth",
    fetchPythQuotes,
    1,
    (symbols) => ({
      parsed: symbols.map((id) => ({ id, price: { price: "2", conf: "0", expo: 0, publish_time: 5 } })),
    }),
  ],
  [
    "coingecko",
    fetchCoingeckoQuotes,
    1,
    (symbols) => Object.fromEntries(symbols.map((symbol) => [symbol, { usd: 2, last_updated_at: 5 }])),
  ],
  [
    "defillama",
    fetchDefillamaQuotes,
    1,
    (symbols) => ({
      coins: Object.fromEntries(symbols.map((symbol) => [symbol, { price: 2, timestamp: 5, confidence: 1 }])),
    }),
  ],
])("%s: more symbols than one call takes", async (_name, fetchQuotes, callsMin, toBody) => {
  const symbols = Array.from({ length: 120 }, (_, index) => `s${index}`);
  const { quotes, urls } = await ask(fetchQuotes, symbols, toBody(symbols));
  expect(urls.length).toBeGreaterThan(callsMin);
  expect(Object.keys(quotes as object)).toEqual(symbols);
  expect(Object.values(quotes as object)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ok: true, value: expect.objectContaining({ price: 2 }) as object }),
    ]),
  );
  expect(Object.values(quotes as Record<string, { ok: boolean }>).every(({ ok }) => ok)).toBe(true);
});

test("a call of several that fails fails its own symbols alone", async () => {
  const symbols = Array.from({ length: 70 }, (_, index) => index.toString(16).padStart(64, "0"));
  const failure = { code: "timeout", message: "no answer" } as const;
  let calls = 0;
  const http = createStubHttp(() => {
    calls += 1;
    if (calls === 2) return { failure };
    return { body: { parsed: [{ id: symbols[0], price: { price: "2", conf: "0", expo: 0, publish_time: 5 } }] } };
  });
  const quotes = await fetchPythQuotes(symbols, window, { baseUrl, http });
  const table = asTable(quotes) as Record<string, unknown>;
  expect(symbols.filter((symbol) => errorOf(table[symbol])?.code === "timeout")).toEqual(symbols.slice(50));
  expect(table[symbols[0] ?? ""]).toMatchObject({ ok: true, value: { price: 2 } });
});

test("two rows of one symbol: it cannot be known which is meant", async () => {
  const row = { pair: "A/USD", last: "5.5", bid: "5", ask: "6", timestamp: "1621423076" };
  const { quotes } = await ask(fetchBitstampQuotes, ["A/USD"], [row, { ...row, last: "55" }]);
  expect(quotes).toMatchObject({ "A/USD": { ok: false, error: { code: "bad-payload" } } });
});

test("names that every object has are no symbols", async () => {
  for (const fetchQuotes of [fetchCoingeckoQuotes, fetchDefillamaQuotes, fetchKrakenTickerQuotes, fetchOkxQuotes]) {
    const body = { error: [], result: {}, coins: {}, code: "0", data: [] };
    const symbols = ["constructor", "__proto__", "toString"];
    const { quotes } = await ask(fetchQuotes, symbols, fetchQuotes === fetchCoingeckoQuotes ? {} : body);
    for (const symbol of symbols) expect(quotes).toHaveProperty([symbol], nothing);
  }
});

function errorOf(result: unknown): { code: string } | undefined {
  return (result as { error?: { code: string } }).error;
}

function listLeaves(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, item]) => listLeaves(item, [...path, key]));
}

function replaceAt(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, by);
  return copy;
}
