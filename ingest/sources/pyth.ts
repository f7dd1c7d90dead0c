import { z } from "zod";
import { chunk } from "../../contracts/chunk.ts";
import { ok } from "../../contracts/result.ts";
import { scaleWhole } from "../core/decimal-text.ts";
import { mapBounded } from "./map-bounded.ts";
import type { FetchQuotes, QuotesResult } from "./price-source.ts";
import { answerEach, badPayload, indexRows, joinQuotes, readIndexed, Unknowns } from "./read-rows.ts";

const Answer = z.object({ parsed: Unknowns });

/** `price` and `conf` are whole numbers as text, in units of `10^expo`; `publish_time` is in seconds. */
const Update = z.object({
  price: z.object({
    price: z.string().regex(/^-?\d{1,30}$/),
    conf: z.string().regex(/^\d{1,30}$/),
    expo: z.int().min(-40).max(20),
    publish_time: z.int().nonnegative(),
  }),
});

/** The length of the address sets the limit: each id takes 72 characters of it. */
const idsPerCall = 50;

/**
 * Aggregate prices of Pyth feeds from a Hermes server, by feed id (with or without 0x). Unknown ids are left out of the answer.
 * The interval of confidence goes along.
 */
export const fetchPythQuotes: FetchQuotes = async (symbols, _window, { baseUrl, http }) => {
  const parts = await mapBounded(chunk(symbols, idsPerCall), 2, async (asked) => {
    const query = new URLSearchParams(asked.map((symbol) => ["ids[]", toFeedId(symbol)]));
    query.set("parsed", "true");
    query.set("ignore_invalid_price_ids", "true");
    const answer = await http.getJson(`${baseUrl}/v2/updates/price/latest?${query}`);
    return [asked, answer.ok ? readUpdates(asked, answer.value.body) : answer] as const;
  });
  return joinQuotes(parts);
};

function readUpdates(symbols: readonly string[], body: unknown): QuotesResult {
  const answer = Answer.safeParse(body);
  if (!answer.success) return badPayload("updates", answer.error);
  const index = indexRows(answer.data.parsed, (row) =>
    "id" in row && typeof row.id === "string" ? toFeedId(row.id) : undefined,
  );
  const quotes = answerEach(symbols.map(toFeedId), (id) =>
    readIndexed(id, index, Update, ({ price: { price, conf, expo, publish_time } }) =>
      ok({
        price: scaleWhole(price, expo),
        range: null,
        sampleAtMs: publish_time * 1_000,
        confidence: scaleWhole(conf, expo),
      }),
    ),
  );
  return ok(answerEach(symbols, (symbol) => quotes.get(toFeedId(symbol)) ?? ok(null)));
}

/** Ids come back in lower case and without 0x, whatever was asked for. */
const toFeedId = (text: string): string => text.toLowerCase().replace(/^0x/, "");
