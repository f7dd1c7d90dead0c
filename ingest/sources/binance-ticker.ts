import { z } from "zod";
import { chunk } from "../../contracts/chunk.ts";
import { ok } from "../../contracts/result.ts";
import { TimeMs } from "../../contracts/time.ts";
import { DecimalText } from "../core/decimal-text.ts";
import { statusOf } from "./http-status.ts";
import type { FetchQuotes, QuotesResult } from "./price-source.ts";
import { answerEach, badPayload, indexRows, joinQuotes, readIndexed, Unknowns } from "./read-rows.ts";
import { splitUnknown } from "./split-unknown.ts";

/** `GET /api/v3/ticker/24hr`: open, high and low are those of a day, not of the window. The recorded book may be absent. */
const Ticker = z.object({
  lastPrice: DecimalText,
  bidPrice: DecimalText.optional(),
  askPrice: DecimalText.optional(),
  closeTime: TimeMs,
});

/** Up to so many symbols a call cost the least of the service's request weight. */
const symbolsPerCall = 20;

/**
 * Last trades of many Binance spot pairs in few calls. One unknown pair voids a call (HTTP 400); one that is no longer
 * traded answers 0. The order of the answer is not that of the request.
 */
export const fetchBinanceTickerQuotes: FetchQuotes = async (symbols, _window, { baseUrl, http }) => {
  const askList = (part: readonly string[]): Promise<QuotesResult> =>
    splitUnknown(part, async (asked) => {
      const list = encodeURIComponent(JSON.stringify(asked));
      const answer = await http.getJson(`${baseUrl}/api/v3/ticker/24hr?symbols=${list}`);
      if (!answer.ok) return statusOf(answer.error) === 400 ? { ok: "unknown-symbol", error: answer.error } : answer;
      const rows = Unknowns.safeParse(answer.value.body);
      if (!rows.success) return badPayload("tickers", rows.error);
      const index = indexRows(rows.data, (row) => ("symbol" in row ? row.symbol : undefined));
      return ok(
        answerEach(asked, (symbol) =>
          readIndexed(symbol, index, Ticker, ({ lastPrice, bidPrice: bid, askPrice: ask, closeTime }) =>
            ok({
              price: lastPrice,
              range: null,
              sampleAtMs: closeTime,
              ...(bid === undefined || ask === undefined ? {} : { book: { bid, ask } }),
            }),
          ),
        ),
      );
    });
  const parts: (readonly [readonly string[], QuotesResult])[] = [];
  for (const part of chunk(symbols, symbolsPerCall)) {
    const last = parts.at(-1)?.[1];
    parts.push([part, last?.ok === false ? last : await askList(part)]);
  }
  return joinQuotes(parts);
};
