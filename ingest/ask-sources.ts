import { err } from "../contracts/result.ts";
import { type Breaker, closedBreaker, mayAsk } from "./core/breaker.ts";
import type { PricedAsset, SourceQuotes } from "./core/price-assets.ts";
import type { PriceWindow, QuoteResult, QuotesResult, SourceFailure } from "./sources/price-source.ts";

/** A source as the stage sees it: its address, budget, time-out and shape are wired in. */
export type WiredSource = Pick<SourceQuotes, "source" | "weight" | "maxAgeMs"> & {
  readonly fetchQuotes: (symbols: readonly string[], window: PriceWindow) => Promise<QuotesResult>;
  /** Calls made so far in this run. */
  readonly calls: () => number;
};

/** What became of asking one source. `failure`: why it gave nothing at all. */
export type SourceOutcome = SourceQuotes & {
  readonly symbols: readonly string[];
  readonly isSkipped: boolean;
  readonly failure: SourceFailure | null;
  readonly calls: number;
  readonly latencyMs: number;
};

/** Asks every source whose breaker allows it, all at once, each for all of its symbols. A source that throws has failed. */
export function askSources(
  sources: readonly WiredSource[],
  assets: readonly PricedAsset[],
  window: PriceWindow,
  breakers: ReadonlyMap<string, Breaker>,
  nowWallMs: () => number,
): Promise<readonly SourceOutcome[]> {
  return Promise.all(
    sources.map(async ({ fetchQuotes, calls, ...named }): Promise<SourceOutcome> => {
      const symbols = [...new Set(assets.flatMap((asset) => asset.symbols[named.source]?.symbol ?? []))];
      const isSkipped = !mayAsk(breakers.get(named.source) ?? closedBreaker, window.endMs);
      const startedMs = nowWallMs();
      const result: QuotesResult = isSkipped
        ? err({ code: "refused", message: "left alone after failures in a row" })
        : await fetchQuotes(symbols, window).catch((cause: unknown) =>
            err({ code: "unreachable", message: String(cause) }),
          );
      const failure = result.ok ? null : result.error;
      const quotes: ReadonlyMap<string, QuoteResult> = result.ok
        ? result.value
        : new Map(symbols.map((symbol) => [symbol, result]));
      return { ...named, symbols, quotes, isSkipped, failure, calls: calls(), latencyMs: nowWallMs() - startedMs };
    }),
  );
}
