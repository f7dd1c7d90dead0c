import type { HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { askSources } from "../../ingest/ask-sources.ts";
import type { PricedAsset, SourceQuotes } from "../../ingest/core/price-assets.ts";
import { fetchBinanceQuotes } from "../../ingest/sources/binance.ts";
import { fetchCoinbaseQuotes } from "../../ingest/sources/coinbase.ts";
import { fetchKrakenQuotes } from "../../ingest/sources/kraken.ts";
import type { FetchQuotes, PriceWindow } from "../../ingest/sources/price-source.ts";
import type { Fault } from "../arguments.ts";
import type { SourceRule } from "./file-quotes.ts";

/**
 * Sources that serve the past. The others answer with the present moment alone. Kraken keeps the last 720 minutes: it has
 * nothing to say of an earlier window.
 */
export const historySources: Readonly<Record<string, FetchQuotes>> = {
  binance: fetchBinanceQuotes,
  coinbase: fetchCoinbaseQuotes,
  kraken: fetchKrakenQuotes,
};

export type HistorySource = SourceRule & {
  readonly name: string;
  readonly baseUrl: string;
  /** HTTP for one window. */
  readonly openHttp: () => HttpClient;
};

/**
 * Asks public sources for past windows, through the adapters that run live. A source that gives nothing at all stops the
 * backfill, which goes on later: a price that was made without it would stand for good. `mayMiss` goes on without it.
 */
export function createSourceAsker(
  sources: readonly HistorySource[],
  assets: readonly PricedAsset[],
  mayMiss: boolean,
  nowWallMs: () => number,
): (window: PriceWindow) => Promise<Result<readonly SourceQuotes[], Fault>> {
  return async (window) => {
    const wired = sources.map(({ name, baseUrl, openHttp, ...rule }) => {
      const fetchQuotes = historySources[name];
      if (fetchQuotes === undefined) throw new Error(`${name} serves no history`);
      const http = openHttp();
      return {
        source: name,
        ...rule,
        fetchQuotes: (symbols: readonly string[], at: PriceWindow) => fetchQuotes(symbols, at, { baseUrl, http }),
        calls: http.calls,
      };
    });
    const outcomes = await askSources(wired, assets, window, new Map(), nowWallMs);
    const failed = outcomes.find(({ failure, quotes }) => failure !== null || (quotes.size > 0 && isLost(quotes)));
    if (failed === undefined || mayMiss) return ok(outcomes);
    const why = failed.failure ?? [...failed.quotes.values()].flatMap((quote) => (quote.ok ? [] : [quote.error]))[0];
    return err({
      message: `${failed.source} gave nothing for the window to ${new Date(window.endMs).toISOString()}: ${why?.message}`,
    });
  };
}

const isLost = (quotes: SourceQuotes["quotes"]): boolean => [...quotes.values()].every((quote) => !quote.ok);
