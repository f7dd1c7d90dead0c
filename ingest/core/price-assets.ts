import type { AssetId } from "../../contracts/ids.ts";
import type { PriceTick, QuoteCurrency, RefusedAsset } from "../../contracts/price-ticks.ts";
import type { PriceWindow, QuoteResult } from "../sources/price-source.ts";
import { type Consensus, type ConsensusRule, findConsensus } from "./consensus.ts";
import type { Repetition } from "./repetition.ts";

/** What an asset is called at a source, what its quotes there are in, and how many units one is for. */
export type AssetSymbol = { readonly symbol: string; readonly currency: QuoteCurrency; readonly per: number };

export type PricedAsset = {
  readonly id: AssetId;
  /** A stablecoin is priced by quotes in dollars alone: its price then converts the quotes of the others. */
  readonly kind: "coin" | "stablecoin";
  readonly stalenessMs: number;
  readonly symbols: Readonly<Record<string, AssetSymbol>>;
};

/** All that one source said in one window, by its own symbols; absent where it knows nothing of one. */
export type SourceQuotes = {
  readonly source: string;
  readonly weight: number;
  readonly maxAgeMs: number;
  readonly quotes: ReadonlyMap<string, QuoteResult>;
};

/** Repetitions of the windows before, by `repetitionKey`. */
export type Repetitions = ReadonlyMap<string, Repetition>;
export const repetitionKey = (asset: string, source: string): string => `${asset} ${source}`;

export type PricedWindow = {
  readonly ticks: readonly PriceTick[];
  readonly refused: readonly RefusedAsset[];
  /** Dollars for one unit of each currency that has a price now. */
  readonly rates: ReadonlyMap<QuoteCurrency, number>;
};

/**
 * The prices of one window, in the order of the assets. Stablecoins come first: a quote in USDT is worth what USDT is worth
 * in this very window, so that a coin that loses its peg moves no other price. Without its rate such a quote is refused.
 */
export function priceAssets(
  assets: readonly PricedAsset[],
  sources: readonly SourceQuotes[],
  window: PriceWindow,
  rule: Omit<ConsensusRule, "stalenessMs">,
  repetitions: Repetitions,
): PricedWindow {
  const rates = new Map<QuoteCurrency, number>([["USD", 1]]);
  const found = new Map<AssetId, Consensus>();
  const price = (asset: PricedAsset) =>
    found.set(
      asset.id,
      findConsensus(asset.id, answersOf(asset, sources, rates, repetitions), window, {
        ...rule,
        stalenessMs: asset.stalenessMs,
      }),
    );
  for (const asset of assets.filter(({ kind }) => kind === "stablecoin")) price(asset);
  for (const [id, consensus] of found) {
    const currency = currencyOf(id);
    if (currency !== undefined && "tick" in consensus) rates.set(currency, consensus.tick.priceUsd);
  }
  for (const asset of assets.filter(({ kind }) => kind === "coin")) price(asset);
  const ordered = assets.flatMap(({ id }) => found.get(id) ?? []);
  return {
    ticks: ordered.flatMap((each) => ("tick" in each ? [each.tick] : [])),
    refused: ordered.flatMap((each) => ("refused" in each ? [each.refused] : [])),
    rates,
  };
}

function answersOf(
  asset: PricedAsset,
  sources: readonly SourceQuotes[],
  rates: ReadonlyMap<QuoteCurrency, number>,
  repetitions: Repetitions,
) {
  return sources.flatMap(({ source, weight, maxAgeMs, quotes }) => {
    const name = asset.symbols[source];
    // A coin must not vouch for itself by quotes in itself, or in another coin.
    if (name === undefined || (asset.kind === "stablecoin" && name.currency !== "USD")) return [];
    const quote: QuoteResult = quotes.get(name.symbol) ?? { ok: true, value: null };
    const { currency, per } = name;
    const repetition = repetitions.get(repetitionKey(asset.id, source));
    return [{ source, weight, quote, currency, rateUsd: rates.get(currency) ?? null, per, maxAgeMs, repetition }];
  });
}

const currencies: Readonly<Record<string, QuoteCurrency>> = { "USDT-USD": "USDT", "USDC-USD": "USDC" };
const currencyOf = (asset: AssetId): QuoteCurrency | undefined => currencies[asset];
