import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { DecimalText } from "../core/decimal-text.ts";
import { readKrakenAnswer } from "./kraken-answer.ts";
import type { FetchQuotes } from "./price-source.ts";
import { answerEach, readRow, refused } from "./read-rows.ts";
import { splitUnknown } from "./split-unknown.ts";

/** `GET /0/public/Ticker`: ask, bid and last trade, each a list that begins with its price. No time anywhere. */
const Ticker = z.object({
  a: z.tuple([DecimalText]).rest(z.unknown()),
  b: z.tuple([DecimalText]).rest(z.unknown()),
  c: z.tuple([DecimalText]).rest(z.unknown()),
});

/**
 * Last trades of many Kraken pairs in one call, by their canonical names (XXBTZUSD, USDTZUSD): those are the keys of the
 * answer whatever alias was asked for, and AIOUSD and AIOZUSD are two pairs, so that no letter may be taken off. The time is
 * the server's own `Date`; without one there is no quote. A market that does not trade says 0 beside a wide book.
 */
export const fetchKrakenTickerQuotes: FetchQuotes = (symbols, _window, { baseUrl, http }) =>
  splitUnknown(symbols, async (asked) => {
    const pairs = asked.map(encodeURIComponent).join(",");
    const answer = await http.getJson(`${baseUrl}/0/public/Ticker?pair=${pairs}`);
    if (!answer.ok) return answer;
    const said = readKrakenAnswer(answer.value.body);
    if (said.kind !== "result") {
      return said.kind === "unknown-pair" ? { ok: "unknown-symbol", error: said.error } : err(said.error);
    }
    const { serverAtMs } = answer.value;
    if (serverAtMs === null) return refused("no time: the answer has no Date");
    return ok(
      answerEach(asked, (symbol) => {
        const part = said.result.get(symbol);
        if (part === undefined) return ok(null);
        return readRow(symbol, Ticker, part, ({ a: [ask], b: [bid], c: [price] }) =>
          ok({ price, range: null, sampleAtMs: serverAtMs, book: { bid, ask } }),
        );
      }),
    );
  });
