import type { PriceTick, RefusedAsset } from "../../contracts/price-ticks.ts";
import type { SourceRun } from "../../contracts/source-run.ts";
import type { SourceOutcome } from "../ask-sources.ts";
import type { PriceWindow } from "../sources/price-source.ts";

const noteMax = 400;

/** One source's share in a window: how many quotes it gave, how many of them no price took, and what went wrong. */
export function describeSourceRun(
  { source, symbols, quotes, isSkipped, failure, calls, latencyMs }: SourceOutcome,
  results: readonly (PriceTick | RefusedAsset)[],
  window: PriceWindow,
): SourceRun {
  const given = [...quotes.values()].flatMap((quote) => (quote.ok && quote.value !== null ? [quote.value] : []));
  const faults = [...quotes].flatMap(([symbol, quote]) => (quote.ok ? [] : [`${symbol}: ${quote.error.message}`]));
  const refusals = results.flatMap(({ asset, sources }) =>
    sources.flatMap((each) =>
      each.source === source && each.price !== null && each.refused !== undefined ? [`${asset}: ${each.refused}`] : [],
    ),
  );
  const times = given.map(({ sampleAtMs }) => sampleAtMs).filter((at) => Number.isSafeInteger(at) && at >= 0);
  const isWhole = failure === null && given.length === symbols.length;
  return {
    source,
    kind: "prices",
    atMs: window.endMs,
    outcome: isSkipped ? "skipped" : failure !== null ? "failed" : isWhole ? "answered" : "partial",
    rows: given.length,
    refusedRows: refusals.length,
    calls,
    latencyMs,
    newestAtMs: times.length === 0 ? null : Math.max(...times),
    note: (failure === null ? [...faults, ...refusals].join("; ") : `${failure.code}: ${failure.message}`).slice(
      0,
      noteMax,
    ),
  };
}
