import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { readPriceBars, readPriceSpan } from "./read-price-bars.ts";
import { priceRecord, sampleAtMs } from "./sample-records.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const at = (window: number) => sampleAtMs + window * 120_000;

test("bars hold all prices of their window, in time order; both ends of the range are in", async () => {
  await using database = await openTestDatabase(server);
  expect(await readPriceSpan(database.reader)).toEqual({ ok: true, value: null });
  await database.write([
    priceRecord("ETH-USD", at(3), 4),
    ...[0, 2, 1].map((window) => priceRecord("ETH-USD", at(window), window + 1)),
    priceRecord("BTC-USD", at(1), 0.1),
  ]);
  expect(await readPriceSpan(database.reader)).toEqual({ ok: true, value: { firstMs: at(0), latestMs: at(3) } });
  expect(await readPriceBars(database.reader, { fromMs: at(1), toMs: at(2) })).toEqual({
    ok: true,
    value: [
      {
        atMs: at(1),
        prices: [
          ["BTC-USD", 0.1],
          ["ETH-USD", 2],
        ],
      },
      { atMs: at(2), prices: [["ETH-USD", 3]] },
    ],
  });
});
