import { pipelines } from "../contracts/pipelines.gen.ts";
import { durationMs } from "../contracts/time.ts";
import { classifyEvent } from "../enrich/core/classify-event.ts";
import { fetchBaseFee } from "../enrich/sources/base-fee.ts";
import type { FetchContext } from "../enrich/sources/context-source.ts";
import { fetchEonetEvents } from "../enrich/sources/eonet.ts";
import type { FetchEvents } from "../enrich/sources/event-source.ts";
import { type FeedEntry, fetchFeedEvents } from "../enrich/sources/feeds.ts";
import { fetchGdeltEvents } from "../enrich/sources/gdelt.ts";
import type { FetchMarkets } from "../enrich/sources/market-source.ts";
import { fetchNormalisedEvents } from "../enrich/sources/normalised.ts";
import { fetchOkxDerivatives } from "../enrich/sources/okx-derivatives.ts";
import { fetchPolymarkets } from "../enrich/sources/polymarket.ts";
import { fetchUsgsEvents } from "../enrich/sources/usgs.ts";
import { fetchWorldMonitorEvents } from "../enrich/sources/worldmonitor.ts";
import { fetchWorldMonitorMarkets } from "../enrich/sources/worldmonitor-markets.ts";
import type { ReachableSource } from "./source-clients.ts";

const scorer = classifyEvent;
const feeds: readonly FeedEntry[] = Object.entries(pipelines.feeds).map(([id, feed]) => ({
  ...{ id, url: feed.url, publisherFamily: feed.family, rights: feed.rights },
  ...{ keepMs: durationMs(feed.keep), reliability: feed.reliability },
}));

/** Who reads the sources of events that `pipelines.toml` declares, by their names there. */
export const eventFetchers: Readonly<Record<string, FetchEvents>> = {
  eonet: (window, settings) => fetchEonetEvents(window, { ...settings, scorer }),
  feeds: (window, settings) => fetchFeedEvents(window, { ...settings, scorer, feeds }),
  gdelt: (window, settings) => fetchGdeltEvents(window, { ...settings, scorer, queries: pipelines.gdelt_queries }),
  normalised: fetchNormalisedEvents,
  usgs: fetchUsgsEvents,
  worldmonitor: (window, settings) => fetchWorldMonitorEvents(window, { ...settings, scorer }),
};

export const marketFetchers: Readonly<Record<string, FetchMarkets>> = {
  polymarket: fetchPolymarkets,
  "worldmonitor-markets": fetchWorldMonitorMarkets,
};

/** Context sources, and what each is asked about: the source's own name of a thing, and the thing's name in signals. */
export const contextFetchers: Readonly<
  Record<
    string,
    { readonly fetchContext: FetchContext; readonly subjects: (source: ReachableSource) => ReadonlyMap<string, string> }
  >
> = {
  "base-fee": {
    fetchContext: fetchBaseFee,
    subjects: ({ entry: { chain = "" } }) => new Map(chain === "" ? [] : [[chain, chain]]),
  },
  "okx-derivatives": {
    fetchContext: fetchOkxDerivatives,
    subjects: () =>
      new Map(
        Object.entries(pipelines.assets).flatMap(([id, { kind }]) =>
          kind === "coin" ? [[`${id.replace(/-USD$/, "")}-USDT-SWAP`, id] as const] : [],
        ),
      ),
  },
};
