import { z } from "zod";
import { ok } from "../../contracts/result.ts";
import { DecimalText } from "../core/decimal-text.ts";
import { barMs, foldBars } from "../core/fold-bars.ts";
import { askEach } from "./ask-each.ts";
import type { FetchQuotes } from "./price-source.ts";
import { badPayload } from "./read-rows.ts";

/** `GET /api/v3/klines`: open time, open, high, low, close, volume, close time, … with prices as strings. */
const Klines = z.array(
  z.tuple([z.int(), DecimalText, DecimalText, DecimalText, DecimalText, z.string(), z.int()]).rest(z.unknown()),
);

/** One-minute bars of Binance spot pairs, such as ETHUSDT: one call a pair, and the same answer for the same past window. */
export const fetchBinanceQuotes: FetchQuotes = (symbols, window, { baseUrl, http }) =>
  askEach(symbols, async (symbol) => {
    const query = new URLSearchParams({
      symbol,
      interval: "1m",
      startTime: String(window.startMs - barMs),
      endTime: String(window.endMs - 1),
    });
    const answer = await http.getJson(`${baseUrl}/api/v3/klines?${query}`);
    if (!answer.ok) return answer;
    const rows = Klines.safeParse(answer.value.body);
    if (!rows.success) return badPayload(`klines of ${symbol}`, rows.error);
    return ok(
      foldBars(
        rows.data.map(([openAtMs, open, high, low, close]) => ({ openAtMs, open, high, low, close })),
        window,
      ),
    );
  });
