import type { PricedAsset, SourceQuotes } from "../../ingest/core/price-assets.ts";

/**
 * The peer: of each asset the plain median of everything that was said of it, in dollars. No weights, and nothing is refused,
 * remembered or explained.
 */
export function findPlainMedians(
  assets: readonly PricedAsset[],
  sources: readonly SourceQuotes[],
): ReadonlyMap<string, number> {
  const medians = new Map<string, number>();
  for (const kind of ["stablecoin", "coin"] as const) {
    const tetherUsd = medians.get("USDT-USD") ?? 1;
    for (const asset of assets) {
      if (asset.kind !== kind) continue;
      const prices: number[] = [];
      for (const { source, quotes } of sources) {
        const name = asset.symbols[source];
        if (name === undefined) continue;
        const quote = quotes.get(name.symbol);
        if (quote?.ok && quote.value !== null)
          prices.push(quote.value.price * (name.currency === "USDT" ? tetherUsd : 1));
      }
      const median = medianOf(prices);
      if (median !== undefined) medians.set(asset.id, median);
    }
  }
  return medians;
}

function medianOf(prices: number[]): number | undefined {
  prices.sort((a, b) => a - b);
  const middle = prices.length / 2;
  const [low, high] = [prices[Math.ceil(middle) - 1], prices[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
