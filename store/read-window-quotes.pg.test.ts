import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { readWindowQuotes, type WindowQuotes } from "./read-window-quotes.ts";
import { priceRecord } from "./sample-records.ts";
import { refusedQuoteRecord, sampleAtMs } from "./sample-world-records.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const at = (minute: number) => sampleAtMs + minute * 60_000;

async function readAll({ reader }: TestDatabase, range: { fromMs: number; toMs: number }, limit: number) {
  const pages: WindowQuotes[][] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await readWindowQuotes(reader, { ...range, limit, ...(cursor === undefined ? {} : { cursor }) });
    if (!page.ok) throw new Error(page.error.message);
    pages.push([...page.value.quotes]);
    cursor = page.value.nextCursor;
  }
  return pages;
}

test("per asset and window all that is recorded, in window order, page by page, as it was written", async () => {
  await using database = await openTestDatabase(server);
  const priced = [priceRecord("ETH-USD", at(2), 0.1 + 0.2, 3), priceRecord("BTC-USD", at(2), 1 / 3)];
  const refused = [
    refusedQuoteRecord("BTC-USD", at(0), "pyth"),
    refusedQuoteRecord("BTC-USD", at(0), "kraken"),
    refusedQuoteRecord("LINK-USD", at(2), "kraken"),
  ];
  await database.write([
    ...priced,
    ...refused,
    // Of a window with a price: its price holds this quote, too.
    refusedQuoteRecord("ETH-USD", at(2), "kraken"),
    // Outside the range: its start is not in it, its end is.
    priceRecord("ETH-USD", at(-2), 1),
    refusedQuoteRecord("ETH-USD", at(-2), "pyth"),
    priceRecord("ETH-USD", at(6), 1),
  ]);
  const priceOf = (record: (typeof priced)[number] | undefined) => {
    if (record?.table !== "prices") throw new Error("a price");
    const { windowEndMs, ...tick } = record.row;
    return { asset: tick.asset, windowEndMs, kind: "priced", version: record.version, tick };
  };
  const quoteOf = (record: (typeof refused)[number] | undefined) => {
    if (record?.table !== "refused_quotes") throw new Error("a quote");
    const { asset: _, windowEndMs: __, ...source } = record.row;
    return source;
  };
  const expected = [
    { asset: "BTC-USD", windowEndMs: at(0), kind: "unpriced", sources: [quoteOf(refused[1]), quoteOf(refused[0])] },
    priceOf(priced[1]),
    priceOf(priced[0]),
    { asset: "LINK-USD", windowEndMs: at(2), kind: "unpriced", sources: [quoteOf(refused[2])] },
  ];
  const range = { fromMs: at(-2), toMs: at(4) };
  expect(await readAll(database, range, 100)).toEqual([expected]);
  expect(await readAll(database, range, 1)).toEqual(expected.map((each) => [each]));
  expect(await readAll(database, range, 3)).toEqual([expected.slice(0, 3), expected.slice(3)]);
  expect(await readAll(database, { fromMs: at(4), toMs: at(2) }, 3)).toEqual([[]]);
});

test("quotes of an old shape are told of, and nothing else is lost with them", async () => {
  await using database = await openTestDatabase(server);
  await database.write([priceRecord("BTC-USD", at(0), 2), priceRecord("ETH-USD", at(0), 2)]);
  const sql = postgres(database.url, { max: 1 });
  await sql`update prices set sources = '[{"source":"kraken","priceUsd":2}]'::jsonb where asset = 'BTC-USD'`;
  await sql.end();
  const [quotes] = await readAll(database, { fromMs: at(-1), toMs: at(1) }, 10);
  expect(quotes).toMatchObject([
    { asset: "BTC-USD", kind: "unreadable" },
    { asset: "ETH-USD", kind: "priced" },
  ]);
});

test("a cursor of somebody's own making, and a database that does not answer, are values", async () => {
  await using database = await openTestDatabase(server);
  const range = { fromMs: at(0), toMs: at(2), limit: 1 };
  expect(await readWindowQuotes(database.reader, { ...range, cursor: "?" })).toMatchObject({
    error: { code: "bad-cursor" },
  });
  await server.stopServer();
  try {
    expect(await readWindowQuotes(database.reader, range)).toMatchObject({ error: { code: "database-unreachable" } });
  } finally {
    await server.startServer();
  }
});
