import type { FetchFailure, GetJson } from "../../contracts/get-json.ts";
import type { Result } from "../../contracts/result.ts";

/** The window `(startMs, endMs]`: what became known in it. */
export type PriceWindow = { readonly startMs: number; readonly endMs: number };

/** What one source says of one symbol: its latest close known by the window's end, with the window's range. */
export type SourceQuote = {
  readonly price: number;
  readonly low: number;
  readonly high: number;
  /** When the price became known, by the source's own clock. */
  readonly sampleAtMs: number;
};

export type SourceFailure = FetchFailure | { readonly code: "bad-payload" | "refused"; readonly message: string };

export type SourceSettings = { readonly baseUrl: string; readonly timeoutMs: number; readonly getJson: GetJson };

/** A quote, null where the source knows the symbol but had nothing yet, or a failure. */
export type QuoteResult = Result<SourceQuote | null, SourceFailure>;

/** Every price source, live or replayed, is one file that gives one such function. */
export type FetchQuote = (symbol: string, window: PriceWindow, settings: SourceSettings) => Promise<QuoteResult>;
