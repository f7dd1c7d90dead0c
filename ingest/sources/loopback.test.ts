import { expect, test } from "vitest";
import { createHttpClient } from "../adapters/http-client.ts";
import { provideLoopback, type Reply } from "../adapters/test-loopback.ts";
import { fetchBinanceTickerQuotes } from "./binance-ticker.ts";
import { fetchCoinbaseTickerQuotes } from "./coinbase-ticker.ts";
import { fetchKrakenQuotes } from "./kraken.ts";
import { fetchKrakenTickerQuotes } from "./kraken-ticker.ts";
import { fetchPythQuotes } from "./pyth.ts";
import { asTable, readFixture, window } from "./test-stub-http.ts";

/** Sources through the real client and a real server: what the tables of the other tests take for granted. */
const server = provideLoopback();
const settings = (budget = 20, headers: Record<string, string> = {}) => ({
  baseUrl: server.url(),
  http: createHttpClient({ timeoutMs: 2_000, budget, headers, sleep: async () => {}, random: () => 0 }),
});
const json = (value: unknown, more: object = {}): Reply => ({ body: JSON.stringify(value), ...more });

/** Answers as Kraken does: one unknown pair voids all. */
const asKraken: Reply = (response, path) => {
  const asked = (new URL(path, "http://x").searchParams.get("pair") ?? "").split(",");
  const { result } = readFixture("kraken-ticker.json") as { result: Record<string, unknown> };
  const body = asked.every((pair) => pair in result)
    ? { error: [], result: Object.fromEntries(asked.map((pair) => [pair, result[pair]])) }
    : { error: ["EQuery:Unknown asset pair"] };
  response.writeHead(200, { date: "Wed, 19 May 2021 11:17:59 GMT" }).end(JSON.stringify(body));
};

test("kraken-ticker: unknown pairs are found and the others answered, with the server's time", async () => {
  server.replies = [asKraken];
  const symbols = ["XXBTZUSD", "NOPEUSD", "USDTZUSD", "DEADUSD", "GONEUSD"];
  const quotes = await fetchKrakenTickerQuotes(symbols, window, settings());
  const atMs = Date.UTC(2021, 4, 19, 11, 17, 59);
  expect(asTable(quotes)).toMatchObject({
    XXBTZUSD: { value: { price: 40_100.5, sampleAtMs: atMs } },
    USDTZUSD: { value: { price: 0.99905, sampleAtMs: atMs } },
    DEADUSD: { value: { price: 0 } },
    NOPEUSD: { error: { code: "refused" } },
    GONEUSD: { error: { code: "refused" } },
  });
  expect(server.asked.length).toBeLessThanOrEqual(9);
});

test("kraken-ticker: within its budget, and what was not found by then says so", async () => {
  server.replies = [asKraken];
  const quotes = await fetchKrakenTickerQuotes(["XXBTZUSD", "USDTZUSD", "NOPEUSD", "GONEUSD"], window, settings(3));
  expect(asTable(quotes)).toMatchObject({
    XXBTZUSD: { ok: true },
    USDTZUSD: { ok: true },
    NOPEUSD: { error: { code: "over-budget" } },
    GONEUSD: { error: { code: "over-budget" } },
  });
  expect(server.asked.length).toBe(3);
});

test("binance-ticker: HTTP 400 for the whole list is one unknown pair's fault", async () => {
  server.replies = [
    (response, path) => {
      const asked = JSON.parse(new URL(path, "http://x").searchParams.get("symbols") ?? "[]") as string[];
      if (asked.includes("NOPE")) return response.writeHead(400).end('{"code":-1121,"msg":"Invalid symbol."}');
      return response.writeHead(200).end(JSON.stringify(readFixture("binance-ticker.json")));
    },
  ];
  const quotes = await fetchBinanceTickerQuotes(["ETHUSDT", "NOPE", "BTCUSDT"], window, settings());
  expect(asTable(quotes)).toMatchObject({
    ETHUSDT: { value: { price: 2_770.5 } },
    BTCUSDT: { value: { price: 40_100.25 } },
    NOPE: { error: { code: "http-status", message: "HTTP 400" } },
  });
});

test("coinbase-ticker: a product that is delisted fails alone", async () => {
  server.replies = [
    (response, path) =>
      path.includes("OLD")
        ? response.writeHead(400).end('{"message":"Not allowed for delisted products"}')
        : response.writeHead(200).end(JSON.stringify(readFixture("coinbase-ticker.json"))),
  ];
  const quotes = await fetchCoinbaseTickerQuotes(["OLD-USD", "USDT-USD"], window, settings());
  expect(asTable(quotes)).toMatchObject({ "USDT-USD": { ok: true }, "OLD-USD": { error: { message: "HTTP 400" } } });
});

test("pyth: the key goes along, and a fault that passes is no failure", async () => {
  server.replies = [{ status: 503 }, json(readFixture("pyth-latest.json"))];
  const id = "aa".padStart(64, "0");
  const quotes = await fetchPythQuotes([id], window, settings(5, { authorization: "Bearer test-key-0000" }));
  expect(asTable(quotes)).toMatchObject({ [id]: { ok: true, value: { price: 2_770.5 } } });
  expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill("Bearer test-key-0000"));
});

test("kraken: after a limit nothing more is asked for, and no quote is made up", async () => {
  server.replies = [{ status: 429 }];
  const symbols = Array.from({ length: 15 }, (_, index) => `S${index}USD`);
  const quotes = await fetchKrakenQuotes(symbols, window, settings());
  expect(quotes).toMatchObject({ ok: false, error: { code: "rate-limited" } });
  expect(server.asked.length).toBeLessThanOrEqual(6);
});

test.each<[string, Reply, string]>([
  ["HTML", { body: "<html>maintenance</html>" }, "bad-body"],
  ["half a body", { body: '{"parsed":[{"id":"00' }, "bad-body"],
  ["another shape", json({ parsed: "none" }), "bad-payload"],
  ["far too much", { body: "[".repeat(5_000_000) }, "bad-body"],
  ["a way to somewhere else", { status: 307, headers: { location: "http://127.0.0.1:1/" } }, "redirected"],
])("pyth answers with %s: the failure of all", async (_what, reply, code) => {
  server.replies = [reply];
  expect(await fetchPythQuotes(["aa"], window, settings())).toMatchObject({ ok: false, error: { code } });
});
