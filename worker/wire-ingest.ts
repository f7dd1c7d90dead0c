import type { PriceSnapshot } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import { durationMs } from "../contracts/time.ts";
import { listPricedAssets, priceRule } from "../ingest/core/declared-assets.ts";
import { toPriceSamples } from "../ingest/core/price-samples.ts";
import { readMemory, writeMemory } from "../ingest/core/source-memory.ts";
import { fetchBinanceQuotes } from "../ingest/sources/binance.ts";
import { fetchBinanceTickerQuotes } from "../ingest/sources/binance-ticker.ts";
import { fetchBitstampQuotes } from "../ingest/sources/bitstamp.ts";
import { fetchChainlinkQuotes } from "../ingest/sources/chainlink.ts";
import { fetchCoinbaseQuotes } from "../ingest/sources/coinbase.ts";
import { fetchCoinbaseTickerQuotes } from "../ingest/sources/coinbase-ticker.ts";
import { fetchCoingeckoQuotes } from "../ingest/sources/coingecko.ts";
import { fetchDefillamaQuotes } from "../ingest/sources/defillama.ts";
import { fetchKrakenQuotes } from "../ingest/sources/kraken.ts";
import { fetchKrakenTickerQuotes } from "../ingest/sources/kraken-ticker.ts";
import { fetchOkxQuotes } from "../ingest/sources/okx.ts";
import type { FetchQuotes } from "../ingest/sources/price-source.ts";
import { fetchPythQuotes } from "../ingest/sources/pyth.ts";
import { fetchUniswapQuotes } from "../ingest/sources/uniswap.ts";
import type { IngestDeps } from "../ingest/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { hotKeys, putHot } from "./hot-cache.ts";
import { noteFreshness, publishLive } from "./live.ts";
import { reachableSources } from "./source-clients.ts";

/** The tickers of one moment are for long lists of assets: one call for all of them, and no range of the window. */
const fetchers: Readonly<Record<string, FetchQuotes>> = {
  binance: fetchBinanceQuotes,
  "binance-ticker": fetchBinanceTickerQuotes,
  bitstamp: fetchBitstampQuotes,
  chainlink: fetchChainlinkQuotes,
  coinbase: fetchCoinbaseQuotes,
  "coinbase-ticker": fetchCoinbaseTickerQuotes,
  coingecko: fetchCoingeckoQuotes,
  defillama: fetchDefillamaQuotes,
  kraken: fetchKrakenQuotes,
  "kraken-ticker": fetchKrakenTickerQuotes,
  okx: fetchOkxQuotes,
  pyth: fetchPythQuotes,
  uniswap: fetchUniswapQuotes,
};

const settings = pipelines.pipeline;
const assets = listPricedAssets(pipelines);
const stablecoins = new Set<string>(assets.flatMap(({ id, kind }) => (kind === "stablecoin" ? [id] : [])));

/** `onRun` is told what a run brought. */
export function wireIngest(
  env: EdgeEnv,
  onRun: (snapshot: PriceSnapshot, sourceRuns: readonly SourceRun[]) => void,
): IngestDeps {
  const memory = env.SOURCE_MEMORY.getByName("prices");
  return {
    cadenceMs: durationMs(settings.cadence),
    rule: priceRule,
    breakerRule: { failuresMax: 3, openMs: 4 * 60_000, openMsMax: 30 * 60_000 },
    sources: reachableSources(env, "prices").map(({ name, entry, baseUrl, http }) => {
      const fetchQuotes = fetchers[name];
      if (fetchQuotes === undefined) throw new Error(`no adapter reads the price source ${name}`);
      const chain = entry.chain === undefined ? undefined : pipelines.chains[entry.chain];
      const chainId = chain === undefined ? {} : { chainId: chain.id };
      return {
        source: name,
        weight: entry.weight,
        maxAgeMs: durationMs(entry.max_age ?? settings.cadence),
        fetchQuotes: (symbols, window) => fetchQuotes(symbols, window, { baseUrl, http, ...chainId }),
        calls: http.calls,
      };
    }),
    assets,
    nowWallMs: () => Date.now(),
    memory: {
      load: async (windowEndMs) => readMemory(await memory.load(windowEndMs)),
      save: async (windowEndMs, state) => memory.save(windowEndMs, writeMemory(state)),
    },
    publish: async (snapshot, sourceRuns) => {
      onRun(snapshot, sourceRuns);
      await putHot(env, hotKeys.prices, snapshot);
      await publishLive(env, "prices", snapshot);
      const samples = toPriceSamples(snapshot.ticks, stablecoins).map(
        ({ key, sampleAtMs }) => [key, sampleAtMs] as const,
      );
      await noteFreshness(env, sourceRuns, samples);
    },
  };
}
