import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import type { SourceRun } from "../../contracts/source-run.ts";
import { listPricedAssets, priceRule } from "../../ingest/core/declared-assets.ts";
import { priceAssets } from "../../ingest/core/price-assets.ts";
import { declareMarket } from "./declare-market.ts";
import { cadenceMs, type Market } from "./market.ts";
import { toSourceQuotes } from "./to-quotes.ts";

export type SourceCount = Pick<SourceRun, "source" | "rows" | "refusedRows">;

/** What each source gives and loses in a window, worked out without server, client and adapters. */
export function expectRuns(market: Market, endMs: number): readonly SourceCount[] {
  const sources: PipelinesFile["sources"] = pipelines.sources;
  const declared = declareMarket(market, sources);
  const quotes = toSourceQuotes(market, endMs, declared.sources);
  const window = { startMs: endMs - cadenceMs, endMs };
  const { ticks, refused } = priceAssets(listPricedAssets(declared), quotes, window, priceRule, new Map());
  return quotes.map(({ source, quotes: own }) => ({
    source,
    rows: [...own.values()].filter((quote) => quote.ok && quote.value !== null).length,
    refusedRows: [...ticks, ...refused]
      .flatMap((result) => result.sources)
      .filter((each) => each.source === source && each.price !== null && each.refused !== undefined).length,
  }));
}
