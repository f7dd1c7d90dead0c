import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { barMs, foldBars } from "../core/fold-bars.ts";
import type { FetchQuote } from "./price-source.ts";

/** `GET /api/v3/klines`: open time, open, high, low, close, volume, close time, … with prices as strings. */
const Klines = z.array(
  z.tuple([z.int(), z.string(), z.string(), z.string(), z.string(), z.string(), z.int()]).rest(z.unknown()),
);

/** One-minute bars of a Binance spot pair, such as ETHUSDT. Quotes are in USDT. */
export const fetchBinanceQuote: FetchQuote = async (symbol, window, { baseUrl, timeoutMs, getJson }) => {
  const query = new URLSearchParams({
    symbol,
    interval: "1m",
    startTime: String(window.startMs - barMs),
    endTime: String(window.endMs - 1),
  });
  const answer = await getJson(`${baseUrl}/api/v3/klines?${query}`, { timeoutMs });
  if (!answer.ok) return answer;
  const parsed = Klines.safeParse(answer.value);
  if (!parsed.success)
    return err({ code: "bad-payload", message: `klines of ${symbol}: ${z.prettifyError(parsed.error)}` });
  const bars = parsed.data.map(([openAtMs, , high, low, close]) => ({
    openAtMs,
    high: Number(high),
    low: Number(low),
    close: Number(close),
  }));
  return ok(foldBars(bars, window));
};
