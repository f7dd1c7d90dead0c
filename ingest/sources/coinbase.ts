import { z } from "zod";
import { ok } from "../../contracts/result.ts";
import { barMs, foldBars } from "../core/fold-bars.ts";
import { askEach } from "./ask-each.ts";
import type { FetchQuotes } from "./price-source.ts";
import { badPayload } from "./read-rows.ts";

/** `GET /products/<id>/candles`: time in seconds, low, high, open, close, volume; newest first; minutes without a trade are absent. */
const Candles = z.array(z.tuple([z.int(), z.number(), z.number(), z.number(), z.number(), z.number()]));

/** One-minute candles of Coinbase Exchange products, such as ETH-USD: one call a product, and the same answer for the same past window. */
export const fetchCoinbaseQuotes: FetchQuotes = (symbols, window, { baseUrl, http }) =>
  askEach(symbols, async (symbol) => {
    const query = new URLSearchParams({
      granularity: "60",
      start: new Date(window.startMs - barMs).toISOString(),
      end: new Date(window.endMs - barMs).toISOString(),
    });
    const answer = await http.getJson(`${baseUrl}/products/${encodeURIComponent(symbol)}/candles?${query}`);
    if (!answer.ok) return answer;
    const rows = Candles.safeParse(answer.value.body);
    if (!rows.success) return badPayload(`candles of ${symbol}`, rows.error);
    return ok(
      foldBars(
        rows.data.map(([openAtS, low, high, open, close]) => ({ openAtMs: openAtS * 1_000, open, low, high, close })),
        window,
      ),
    );
  });
