import type { HttpClient } from "../../contracts/http-client.ts";
import type { Result } from "../../contracts/result.ts";
import type { MarketQuote } from "../core/markets.ts";
import type { EventsFailure } from "./event-source.ts";

export type { MarketQuote };
export type MarketSettings = { readonly baseUrl: string; readonly http: HttpClient };
/** `null`: the source does not know the market. An error: it does, and what it says of it cannot be used. */
export type MarketAnswer = Result<MarketQuote | null, string>;

/** Every source of prediction markets gives one such function: each market that was asked for has its own answer. */
export type FetchMarkets = (
  refs: readonly string[],
  settings: MarketSettings,
) => Promise<Result<ReadonlyMap<string, MarketAnswer>, EventsFailure>>;
