import { z } from "zod";
import { ok } from "../../contracts/result.ts";
import { DecimalText } from "../core/decimal-text.ts";
import { askEach } from "./ask-each.ts";
import type { FetchQuotes } from "./price-source.ts";
import { readRow } from "./read-rows.ts";

/** `2026-07-27T09:54:10.491922664Z`, with up to nine digits after the second, as milliseconds. */
const NanoTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/, "expected a time in UTC")
  .transform((text) => Date.parse(text.replace(/(\.\d{3})\d*Z$/, "$1Z")))
  .refine(Number.isSafeInteger, "expected a time in UTC");

/** `GET /products/<id>/ticker`: the last trade with its own time, and the book. */
const Ticker = z.object({ price: DecimalText, bid: DecimalText, ask: DecimalText, time: NanoTime });

/** Last trades of Coinbase Exchange products, such as USDT-USD: one call a product. One that is delisted answers HTTP 400. */
export const fetchCoinbaseTickerQuotes: FetchQuotes = (symbols, _window, { baseUrl, http }) =>
  askEach(symbols, async (symbol) => {
    const answer = await http.getJson(`${baseUrl}/products/${encodeURIComponent(symbol)}/ticker`);
    if (!answer.ok) return answer;
    return readRow(symbol, Ticker, answer.value.body, ({ price, bid, ask, time }) =>
      ok({ price, range: null, sampleAtMs: time, book: { bid, ask } }),
    );
  });
