import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { barMs, foldBars } from "../core/fold-bars.ts";
import type { FetchQuote } from "./price-source.ts";

/** `GET /0/public/OHLC`: rows of time in seconds, open, high, low, close, vwap, volume, count. HTTP 200 even on an error. */
const Ohlc = z.object({
  error: z.array(z.string()),
  result: z.record(z.string(), z.unknown()).optional(),
});
const Rows = z.array(
  z.tuple([z.int(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.int()]),
);

/** One-minute bars of a Kraken pair by its canonical name, such as XETHZUSD. */
export const fetchKrakenQuote: FetchQuote = async (symbol, window, { baseUrl, timeoutMs, getJson }) => {
  // `since` is exclusive.
  const since = Math.floor((window.startMs - barMs) / 1_000) - 1;
  const query = new URLSearchParams({ pair: symbol, interval: "1", since: String(since) });
  const answer = await getJson(`${baseUrl}/0/public/OHLC?${query}`, { timeoutMs });
  if (!answer.ok) return answer;
  const parsed = Ohlc.safeParse(answer.value);
  if (!parsed.success)
    return err({ code: "bad-payload", message: `OHLC of ${symbol}: ${z.prettifyError(parsed.error)}` });
  if (parsed.data.error.length > 0) return err({ code: "refused", message: parsed.data.error.join("; ") });
  const rows = Rows.safeParse(parsed.data.result?.[symbol]);
  if (!rows.success) return err({ code: "bad-payload", message: `OHLC of ${symbol} holds no rows under that name` });
  const bars = rows.data.map(([openAtS, , high, low, close]) => ({
    openAtMs: openAtS * 1_000,
    high: Number(high),
    low: Number(low),
    close: Number(close),
  }));
  return ok(foldBars(bars, window));
};
