import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { DecimalText, WholeText } from "../core/decimal-text.ts";
import type { FetchQuotes } from "./price-source.ts";
import { answerEach, badPayload, indexRows, readIndexed, Unknowns } from "./read-rows.ts";

/** `GET /api/v5/market/tickers`: `code` is "0" where it went well, and otherwise the error, mostly with HTTP 200. */
const Envelope = z.object({ code: z.string(), msg: z.string().default(""), data: Unknowns.optional() });

/** `ts` is milliseconds as text. An empty side of the book is an empty text. */
const BookSide = z.union([z.literal("").transform(() => undefined), DecimalText]);
const Ticker = z.object({ last: DecimalText, bidPx: BookSide, askPx: BookSide, ts: WholeText });

const rateLimitCodes = new Set(["50011", "50061"]);

/** Last trades of OKX spot pairs, such as BTC-USDT: all of them in one call. */
export const fetchOkxQuotes: FetchQuotes = async (symbols, _window, { baseUrl, http }) => {
  const answer = await http.getJson(`${baseUrl}/api/v5/market/tickers?instType=SPOT`);
  if (!answer.ok) return answer;
  const envelope = Envelope.safeParse(answer.value.body);
  if (!envelope.success) return badPayload("tickers", envelope.error);
  const { code, msg, data } = envelope.data;
  if (code !== "0") {
    const message = `code ${code}: ${msg}`.slice(0, 200);
    return err({ code: rateLimitCodes.has(code) ? "rate-limited" : "refused", message });
  }
  if (data === undefined) return badPayload("tickers without data");
  const index = indexRows(data, (row) => ("instId" in row ? row.instId : undefined));
  return ok(
    answerEach(symbols, (symbol) =>
      readIndexed(symbol, index, Ticker, ({ last, bidPx: bid, askPx: ask, ts }) =>
        ok({
          price: last,
          range: null,
          sampleAtMs: ts,
          ...(bid === undefined || ask === undefined ? {} : { book: { bid, ask } }),
        }),
      ),
    ),
  );
};
