import { z } from "zod";
import { chunk } from "../../contracts/chunk.ts";
import { ok } from "../../contracts/result.ts";
import { mapBounded } from "./map-bounded.ts";
import type { FetchQuotes, QuotesResult } from "./price-source.ts";
import { answerEach, badPayload, joinQuotes, readRow, refused } from "./read-rows.ts";

const Answer = z.object({ coins: z.record(z.string(), z.unknown()) });

/** `confidence` is the service's trust in its own price, from 0 to 1; `timestamp` is in seconds; `decimals` may be absent. */
const Coin = z.object({
  price: z.number(),
  timestamp: z.int().nonnegative(),
  confidence: z.number().min(0).max(1).optional(),
});

/** Below this, and where none is stated, a price is not taken. */
const confidenceMin = 0.9;
const keysPerCall = 50;

/** Prices in dollars by `chain:address` or `coingecko:<id>`. Keys come back as they were asked for; unknown ones are left out. */
export const fetchDefillamaQuotes: FetchQuotes = async (symbols, _window, { baseUrl, http }) => {
  const parts = await mapBounded(chunk(symbols, keysPerCall), 2, async (asked) => {
    const keys = asked.map((symbol) => symbol.split(":").map(encodeURIComponent).join(":")).join(",");
    const answer = await http.getJson(`${baseUrl}/prices/current/${keys}`);
    return [asked, answer.ok ? readCoins(asked, answer.value.body) : answer] as const;
  });
  return joinQuotes(parts);
};

function readCoins(symbols: readonly string[], body: unknown): QuotesResult {
  const answer = Answer.safeParse(body);
  if (!answer.success) return badPayload("prices", answer.error);
  const byKey = new Map(Object.entries(answer.data.coins));
  return ok(
    answerEach(symbols, (symbol) => {
      const part = byKey.get(symbol);
      if (part === undefined) return ok(null);
      return readRow(symbol, Coin, part, ({ price, timestamp, confidence }) => {
        if (confidence === undefined) return refused(`${symbol}: no confidence is stated`);
        if (confidence < confidenceMin) return refused(`${symbol}: confidence ${confidence}, below ${confidenceMin}`);
        return ok({ price, range: null, sampleAtMs: timestamp * 1_000 });
      });
    }),
  );
}
