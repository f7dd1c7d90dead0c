import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getJson } from "../../worker/get-json.ts";
import { fetchBinanceQuote } from "./binance.ts";
import { fetchCoinbaseQuote } from "./coinbase.ts";
import { fetchKrakenQuote } from "./kraken.ts";
import type { FetchQuote } from "./price-source.ts";

/** A local server that answers every request with what the test lays down, in the vendors' own shapes. */
let server: Server;
let baseUrl = "";
let next: { status: number; body: string } | "silence" = { status: 200, body: "" };
let asked = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request.url ?? "";
    if (next === "silence") return;
    response.writeHead(next.status, { "content-type": "application/json" }).end(next.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const window = { startMs: 1_621_422_960_000, endMs: 1_621_423_080_000 };
const quoteOf = async (fetchQuote: FetchQuote, symbol: string, body: unknown, status = 200) => {
  next = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
  return fetchQuote(symbol, window, { baseUrl, timeoutMs: 2_000, getJson });
};
const s = (ms: number) => ms / 1_000;
const [first, second] = [window.startMs, window.startMs + 60_000];
const expected = { ok: true, value: { price: 2_770.5, low: 2_760, high: 2_790.25, sampleAtMs: window.endMs } };

test.each<[string, FetchQuote, string, unknown, string]>([
  [
    "binance",
    fetchBinanceQuote,
    "ETHUSDT",
    [
      [
        first,
        "2780.00",
        "2790.25",
        "2765.00",
        "2771.00",
        "12.5",
        first + 59_999,
        "34000.1",
        120,
        "6.1",
        "17000.2",
        "0",
      ],
      [
        second,
        "2771.00",
        "2772.00",
        "2760.00",
        "2770.50",
        "9.5",
        second + 59_999,
        "26000.1",
        80,
        "4.1",
        "11000.2",
        "0",
      ],
    ],
    "/api/v3/klines?symbol=ETHUSDT&interval=1m&startTime=1621422900000&endTime=1621423079999",
  ],
  [
    "coinbase, newest first",
    fetchCoinbaseQuote,
    "ETH-USD",
    [
      [s(second), 2_760, 2_772, 2_771, 2_770.5, 9.5],
      [s(first), 2_765, 2_790.25, 2_780, 2_771, 12.5],
    ],
    "/products/ETH-USD/candles?granularity=60&start=2021-05-19T11%3A15%3A00.000Z&end=2021-05-19T11%3A17%3A00.000Z",
  ],
  [
    "kraken",
    fetchKrakenQuote,
    "XETHZUSD",
    {
      error: [],
      result: {
        XETHZUSD: [
          [s(first), "2780.00", "2790.25", "2765.00", "2771.00", "2775.0", "12.5", 120],
          [s(second), "2771.00", "2772.00", "2760.00", "2770.50", "2766.0", "9.5", 80],
        ],
        last: s(second),
      },
    },
    "/0/public/OHLC?pair=XETHZUSD&interval=1&since=1621422899",
  ],
])("%s: asked in its own way, read in its own shape", async (_name, fetchQuote, symbol, body, url) => {
  expect(await quoteOf(fetchQuote, symbol, body)).toEqual(expected);
  expect(asked).toBe(url);
});

const sources: [string, FetchQuote, string, unknown][] = [
  ["binance", fetchBinanceQuote, "ETHUSDT", []],
  ["coinbase", fetchCoinbaseQuote, "ETH-USD", []],
  ["kraken", fetchKrakenQuote, "XETHZUSD", { error: [], result: { XETHZUSD: [], last: 0 } }],
];
test.each(sources)("%s: nothing yet is no failure", async (_name, fetchQuote, symbol, empty) => {
  expect(await quoteOf(fetchQuote, symbol, empty)).toEqual({ ok: true, value: null });
});

test.each(
  sources.flatMap(([name, fetchQuote, symbol]) =>
    (
      [
        ["an error page", 200, "<html>maintenance</html>", "bad-body"],
        ["half a body", 200, "[[162142", "bad-body"],
        ["another shape", 200, '{"code":-1121,"msg":"Invalid symbol."}', "bad-payload"],
        ["a row that is too short", 200, "[[1,2]]", "bad-payload"],
        ["too many requests", 429, "{}", "rate-limited"],
        ["not found", 404, "{}", "http-status"],
        ["a fault", 503, "{}", "http-status"],
        ["a way to somewhere else", 302, "{}", "http-status"],
      ] as const
    ).map((row) => [name, fetchQuote, symbol, ...row] as const),
  ),
)(
  "%s (%o of %s) answers with %s: a failure with its reason",
  async (_name, fetchQuote, symbol, _what, status, body, code) => {
    expect(await quoteOf(fetchQuote, symbol, body, status)).toMatchObject({ ok: false, error: { code } });
  },
);

test("kraken says no with HTTP 200", async () => {
  const answer = await quoteOf(fetchKrakenQuote, "NOPE", { error: ["EQuery:Unknown asset pair"] });
  expect(answer).toEqual({ ok: false, error: { code: "refused", message: "EQuery:Unknown asset pair" } });
});

test("a source that never answers is given up, one that is not there is unreachable", async () => {
  next = "silence";
  const slow = await fetchBinanceQuote("ETHUSDT", window, { baseUrl, timeoutMs: 50, getJson });
  expect(slow).toMatchObject({ ok: false, error: { code: "timeout" } });
  const gone = await fetchBinanceQuote("ETHUSDT", window, { baseUrl: "http://127.0.0.1:1", timeoutMs: 500, getJson });
  expect(gone).toMatchObject({ ok: false, error: { code: "unreachable" } });
});
