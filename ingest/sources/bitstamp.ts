import { z } from "zod";
import { ok } from "../../contracts/result.ts";
import { DecimalText, WholeText } from "../core/decimal-text.ts";
import type { FetchQuotes } from "./price-source.ts";
import { answerEach, badPayload, indexRows, readIndexed, Unknowns } from "./read-rows.ts";

/** `GET /api/v2/ticker/`: open, high and low are those of a day; `timestamp` is seconds as text. */
const Ticker = z.object({ last: DecimalText, bid: DecimalText, ask: DecimalText, timestamp: WholeText });

/** Last trades of Bitstamp spot pairs, with a slash: BTC/USD. All of them in one call. */
export const fetchBitstampQuotes: FetchQuotes = async (symbols, _window, { baseUrl, http }) => {
  const answer = await http.getJson(`${baseUrl}/api/v2/ticker/`);
  if (!answer.ok) return answer;
  const rows = Unknowns.safeParse(answer.value.body);
  if (!rows.success) return badPayload("tickers", rows.error);
  const index = indexRows(rows.data, (row) => {
    const isSpot = !("market_type" in row) || row.market_type === "SPOT";
    return isSpot && "pair" in row ? row.pair : undefined;
  });
  return ok(
    answerEach(symbols, (symbol) =>
      readIndexed(symbol, index, Ticker, ({ last, bid, ask, timestamp }) =>
        ok({ price: last, range: null, sampleAtMs: timestamp * 1_000, book: { bid, ask } }),
      ),
    ),
  );
};
