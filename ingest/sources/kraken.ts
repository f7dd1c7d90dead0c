import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { DecimalText } from "../core/decimal-text.ts";
import { barMs, foldBars } from "../core/fold-bars.ts";
import { askEach } from "./ask-each.ts";
import { readKrakenAnswer } from "./kraken-answer.ts";
import type { FetchQuotes } from "./price-source.ts";
import { badPayload } from "./read-rows.ts";

/** `GET /0/public/OHLC`: rows of time in seconds, open, high, low, close, vwap, volume, count. */
const Rows = z.array(
  z.tuple([z.int(), DecimalText, DecimalText, DecimalText, DecimalText, z.string(), z.string(), z.int()]),
);

/**
 * One-minute bars of Kraken pairs by their canonical names, such as XETHZUSD, under which they are answered: one call a pair.
 * The same answer for the same past window, of the last twelve hours.
 */
export const fetchKrakenQuotes: FetchQuotes = (symbols, window, { baseUrl, http }) =>
  askEach(symbols, async (symbol) => {
    // `since` is exclusive.
    const since = Math.floor((window.startMs - barMs) / 1_000) - 1;
    const query = new URLSearchParams({ pair: symbol, interval: "1", since: String(since) });
    const answer = await http.getJson(`${baseUrl}/0/public/OHLC?${query}`);
    if (!answer.ok) return answer;
    const said = readKrakenAnswer(answer.value.body);
    if (said.kind !== "result") return err(said.error);
    const part = said.result.get(symbol);
    if (part === undefined) return badPayload(`OHLC of ${symbol} holds no rows under that name`);
    const rows = Rows.safeParse(part);
    if (!rows.success) return badPayload(`OHLC of ${symbol}`, rows.error);
    return ok(
      foldBars(
        rows.data.map(([openAtS, open, high, low, close]) => ({ openAtMs: openAtS * 1_000, open, high, low, close })),
        window,
      ),
    );
  });
