import { z } from "zod";
import { chunk } from "../../contracts/chunk.ts";
import { err, ok } from "../../contracts/result.ts";
import { mapBounded } from "./map-bounded.ts";
import type { FetchQuotes, QuotesResult } from "./price-source.ts";
import { answerEach, badPayload, joinQuotes, readRow } from "./read-rows.ts";

/** An error comes as `status`, at times with HTTP 200. There is a coin of the id `status`, too: it has no `error_code`. */
const Failure = z.object({ status: z.object({ error_code: z.int(), error_message: z.string().default("") }) });
const Prices = z.record(z.string(), z.unknown());

/** A coin that is known but has no price answers `{}` or null. `last_updated_at` is in seconds, and its own for each coin. */
const Price = z.object({ usd: z.number().nullish(), last_updated_at: z.int().nonnegative().nullish() });

const idsPerCall = 100;

/** Prices in dollars of coins by their CoinGecko id, such as `ethereum`. Unknown ids are left out of the answer. */
export const fetchCoingeckoQuotes: FetchQuotes = async (symbols, _window, { baseUrl, http }) => {
  const parts = await mapBounded(chunk(symbols, idsPerCall), 2, async (asked) => {
    const ids = asked.map(encodeURIComponent).join(",");
    const query = "vs_currencies=usd&include_last_updated_at=true&precision=full";
    const answer = await http.getJson(`${baseUrl}/api/v3/simple/price?ids=${ids}&${query}`);
    return [asked, answer.ok ? readPrices(asked, answer.value.body) : answer] as const;
  });
  return joinQuotes(parts);
};

function readPrices(symbols: readonly string[], body: unknown): QuotesResult {
  const failure = Failure.safeParse(body);
  if (failure.success) {
    const { error_code, error_message } = failure.data.status;
    const message = `error ${error_code}: ${error_message}`.slice(0, 200);
    return err({ code: error_code === 429 ? "rate-limited" : "refused", message });
  }
  const prices = Prices.safeParse(body);
  if (!prices.success) return badPayload("prices", prices.error);
  const byId = new Map(Object.entries(prices.data));
  return ok(
    answerEach(symbols, (symbol) => {
      const part = byId.get(symbol);
      if (part === undefined) return ok(null);
      return readRow(symbol, Price, part, ({ usd, last_updated_at: atS }) => {
        if (usd === undefined || usd === null) return ok(null);
        if (atS === undefined || atS === null) return badPayload(`the row of ${symbol} has no time`);
        return ok({ price: usd, range: null, sampleAtMs: atS * 1_000 });
      });
    }),
  );
}
