import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { barMs, foldBars } from "../core/fold-bars.ts";
import type { FetchQuote } from "./price-source.ts";

/** `GET /products/<id>/candles`: time in seconds, low, high, open, close, volume; newest first; minutes without a trade are absent. */
const Candles = z.array(z.tuple([z.int(), z.number(), z.number(), z.number(), z.number(), z.number()]));

/** One-minute candles of a Coinbase Exchange product, such as ETH-USD. */
export const fetchCoinbaseQuote: FetchQuote = async (symbol, window, { baseUrl, timeoutMs, getJson }) => {
  const query = new URLSearchParams({
    granularity: "60",
    start: new Date(window.startMs - barMs).toISOString(),
    end: new Date(window.endMs - barMs).toISOString(),
  });
  const answer = await getJson(`${baseUrl}/products/${symbol}/candles?${query}`, { timeoutMs });
  if (!answer.ok) return answer;
  const parsed = Candles.safeParse(answer.value);
  if (!parsed.success)
    return err({ code: "bad-payload", message: `candles of ${symbol}: ${z.prettifyError(parsed.error)}` });
  const bars = parsed.data.map(([openAtS, low, high, , close]) => ({ openAtMs: openAtS * 1_000, low, high, close }));
  return ok(foldBars(bars, window));
};
