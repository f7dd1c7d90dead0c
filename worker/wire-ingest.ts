import type { AssetId } from "../contracts/ids.ts";
import type { PriceSnapshot } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { parseDurationMs } from "../contracts/time.ts";
import { fetchBinanceQuote } from "../ingest/sources/binance.ts";
import { fetchCoinbaseQuote } from "../ingest/sources/coinbase.ts";
import { fetchKrakenQuote } from "../ingest/sources/kraken.ts";
import type { FetchQuote } from "../ingest/sources/price-source.ts";
import type { IngestDeps } from "../ingest/stage.ts";
import { type EdgeEnv, sourceUrls } from "./bindings.ts";
import { getJson } from "./get-json.ts";
import { hotKeys, putHot } from "./hot-cache.ts";
import { publishLive } from "./live.ts";

const fetchers: Readonly<Record<string, FetchQuote>> = {
  binance: fetchBinanceQuote,
  coinbase: fetchCoinbaseQuote,
  kraken: fetchKrakenQuote,
};

/** `onSnapshot` is told what a run brought. */
export function wireIngest(env: EdgeEnv, onSnapshot: (snapshot: PriceSnapshot) => void): IngestDeps {
  const urls = sourceUrls(env);
  return {
    cadenceMs: durationMs(pipelines.pipeline.cadence),
    rule: { quorum: pipelines.pipeline.quorum, maxDeviation: pipelines.pipeline.max_deviation },
    sources: Object.entries(pipelines.sources).flatMap(([name, source]) => {
      const fetchQuote = fetchers[name];
      const baseUrl = urls[name];
      if (source.kind !== "prices" || fetchQuote === undefined || baseUrl === undefined) return [];
      const settings = { baseUrl, timeoutMs: durationMs(source.timeout), getJson };
      return [{ name, weight: source.weight, fetchQuote: (symbol, window) => fetchQuote(symbol, window, settings) }];
    }),
    assets: Object.entries(pipelines.assets).map(([id, asset]) => ({
      id: id as AssetId,
      stalenessMs: durationMs(asset.staleness),
      symbols: asset.symbols,
    })),
    publish: async (snapshot) => {
      onSnapshot(snapshot);
      await putHot(env, hotKeys.prices, snapshot);
      await publishLive(env, "prices", snapshot);
    },
  };
}

/** A duration of the pipeline file, which its check has already accepted. */
export function durationMs(text: string): number {
  const parsed = parseDurationMs(text);
  if (parsed === undefined) throw new Error(`not a duration: ${text}`);
  return parsed;
}
