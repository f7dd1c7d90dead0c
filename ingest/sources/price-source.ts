import type { FetchFailure, HttpClient } from "../../contracts/http-client.ts";
import type { Result } from "../../contracts/result.ts";

/** The window `(startMs, endMs]`: what became known in it. */
export type PriceWindow = { readonly startMs: number; readonly endMs: number };

/** What one source says of one symbol, in the currency that it quotes in. Nothing is judged here: the consensus does. */
export type SourceQuote = {
  readonly price: number;
  /** Open, low and high of the window, where the source gives them; null for a price of one moment. */
  readonly range: { readonly open: number; readonly low: number; readonly high: number } | null;
  /** When the price was made, by the source's own clock. Never the moment at which it was fetched. */
  readonly sampleAtMs: number;
  /** Best bid and ask, where the source gives them. */
  readonly book?: { readonly bid: number; readonly ask: number };
  /** Half the width of the source's own confidence interval, in the unit of the price. */
  readonly confidence?: number;
};

export type SourceFailure = FetchFailure | { readonly code: "bad-payload" | "refused"; readonly message: string };

/** A quote, null where the source knows the symbol but had nothing yet, or a failure of this symbol alone. */
export type QuoteResult = Result<SourceQuote | null, SourceFailure>;

/** One entry per symbol that was asked for, or the failure of all. */
export type QuotesResult = Result<ReadonlyMap<string, QuoteResult>, SourceFailure>;

export type SourceSettings = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly http: HttpClient;
  /** Of sources that read contracts: the chain that the node must be on. Without it they refuse. */
  readonly chainId?: number;
};

/**
 * Every price source, live or replayed, is one file that gives one such function: it asks for all symbols at once, in as
 * few calls as the source allows. The same past window gives the same quotes where the source serves history.
 */
export type FetchQuotes = (
  symbols: readonly string[],
  window: PriceWindow,
  settings: SourceSettings,
) => Promise<QuotesResult>;
