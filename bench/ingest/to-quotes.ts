import { err, ok } from "../../contracts/result.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { SourceQuotes } from "../../ingest/core/price-assets.ts";
import type { QuoteResult } from "../../ingest/sources/price-source.ts";
import { cadenceMs, type Market, type Said, type SourceName, saidBy, sourceNames, symbolOf } from "./market.ts";

/** What the adapters read out of the answers of the bench's server, without server and adapters. */
export function toSourceQuotes(
  market: Market,
  endMs: number,
  entries: Readonly<Record<string, { readonly weight: number; readonly max_age?: string | undefined }>>,
): readonly SourceQuotes[] {
  return sourceNames.map((source) => ({
    source,
    weight: entries[source]?.weight ?? 1,
    maxAgeMs: parseDurationMs(entries[source]?.max_age ?? "") ?? cadenceMs,
    quotes: new Map(
      market.assets.flatMap((asset) => {
        const symbol = symbolOf(source, asset);
        return symbol === undefined ? [] : [[symbol, toQuote(source, saidBy(source, asset, endMs, market))] as const];
      }),
    ),
  }));
}

function toQuote(source: SourceName, { quirk, price, atMs }: Said): QuoteResult {
  if (quirk === "unknown") return err({ code: "refused", message: "an unknown pair" });
  const isUnfit = quirk === "unfit";
  const quote = { price, range: null, sampleAtMs: atMs };
  switch (source) {
    case "binance":
    case "coinbase":
      if (isUnfit || quirk === "absent") return ok(null);
      return ok({
        price,
        range: { open: price * 0.9998, low: price * 0.9995, high: price * 1.0005 },
        sampleAtMs: quirk === "old" ? atMs : atMs + 2_000,
      });
    case "binance-ticker":
    case "kraken-ticker":
    case "bitstamp":
    case "okx": {
      const isDead = quirk === "absent";
      if (isDead && (source === "bitstamp" || source === "okx")) return ok(null);
      const [bid, ask] = [price * 0.9998, price * 1.0002];
      return ok({ ...quote, price: isDead ? 0 : price, book: isUnfit ? { bid: ask, ask: bid } : { bid, ask } });
    }
    case "chainlink":
      if (quirk === "absent") return err({ code: "refused", message: "execution reverted" });
      return ok({ ...quote, price: isUnfit ? -1 : price });
    case "coingecko":
      if (quirk === "absent") return ok(null);
      return isUnfit ? err({ code: "bad-payload", message: "no time" }) : ok(quote);
    case "defillama":
      if (quirk === "absent") return ok(null);
      return isUnfit ? err({ code: "refused", message: "low confidence" }) : ok(quote);
    case "pyth":
      return quirk === "absent" ? ok(null) : ok({ ...quote, confidence: price * (isUnfit ? 0.05 : 0.0005) });
  }
}
