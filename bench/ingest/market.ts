import { createRandom } from "../../local/feed/seeded-random.ts";

/** The ten sources that are asked: two with bars, one call an asset, and eight with lists. */
export const sourceNames = [
  "binance",
  "binance-ticker",
  "bitstamp",
  "chainlink",
  "coinbase",
  "coingecko",
  "defillama",
  "kraken-ticker",
  "okx",
  "pyth",
] as const;
export type SourceName = (typeof sourceNames)[number];

export const cadenceMs = 120_000;
export const firstEndMs = Date.UTC(2026, 10, 2);
export const windowEndMs = (window: number): number => firstEndMs + window * cadenceMs;

/**
 * What is wrong with a quote. `unfit`: in the way that this source can be: a crossed book, a wide interval, no time, a
 * negative answer. `unknown`: the source does not know the symbol.
 */
export type Quirk = "none" | "unknown" | "absent" | "far" | "other-unit" | "old" | "unfit";
const quirkShares: readonly (readonly [Quirk, number])[] = [
  ["absent", 0.02],
  ["far", 0.02],
  ["other-unit", 0.005],
  ["old", 0.01],
  ["unfit", 0.01],
];

export type MarketAsset = {
  readonly index: number;
  readonly name: string;
  readonly isStablecoin: boolean;
  /** Whether the sources of bars are asked for it. */
  readonly hasBars: boolean;
};
export type Market = { readonly assets: readonly MarketAsset[]; readonly hasQuirks: boolean };
/** So many assets, of which the first `barsMax` have bars; without quirks, where nothing is wrong with any quote. */
export type MarketSize = { readonly n: number; readonly barsMax: number; readonly hasQuirks?: boolean };
/** What a source says of an asset, in the coin that it quotes in. */
export type Said = { readonly quirk: Quirk; readonly price: number; readonly atMs: number };

const stablecoins = ["USDT", "USDC"];

/** Two of the assets are stablecoins. The same market for the same size. */
export function createMarket({ n, barsMax, hasQuirks = true }: MarketSize): Market {
  const assets = Array.from({ length: n }, (_, index) => ({
    index,
    name: stablecoins[index] ?? `T${String(index).padStart(4, "0")}`,
    isStablecoin: index < stablecoins.length,
    hasBars: index < barsMax,
  }));
  return { assets, hasQuirks };
}

/** Whether a source's quotes of an asset are in USDT. */
export const isInTether = (source: SourceName, { isStablecoin }: MarketAsset): boolean =>
  source.startsWith("binance") || (source === "okx" && !isStablecoin);

/** An asset's name at a source, or undefined where the source has no market for it that a price can be made of. */
export function symbolOf(source: SourceName, asset: MarketAsset): string | undefined {
  const { name, index, isStablecoin, hasBars } = asset;
  switch (source) {
    case "binance":
      return isStablecoin || !hasBars ? undefined : `${name}USDT`;
    case "binance-ticker":
      return isStablecoin ? undefined : `${name}USDT`;
    case "bitstamp":
      return `${name}/USD`;
    case "chainlink":
      return `0x${(0xfeed_0000 + index).toString(16).padStart(40, "0")}`;
    case "coinbase":
      return hasBars ? `${name}-USD` : undefined;
    case "coingecko":
      return name.toLowerCase();
    case "defillama":
      return `coingecko:${name.toLowerCase()}`;
    case "kraken-ticker":
      return `${name}USD`;
    case "okx":
      return isStablecoin ? `${name}-USD` : `${name}-USDT`;
    case "pyth":
      return `f${index.toString(16).padStart(63, "0")}`;
  }
}

export function saidBy(source: SourceName, asset: MarketAsset, endMs: number, { hasQuirks }: Market): Said {
  const own = createRandom(asset.index * 31 + sourceNames.indexOf(source) * 1_000_003 + 7);
  const quirk = hasQuirks && !asset.isStablecoin ? drawQuirk(source, asset, own.uniform()) : "none";
  // Each window has its own prices: nothing repeats itself.
  const noise = createRandom(asset.index * 17 + sourceNames.indexOf(source) * 7_919 + endMs / cadenceMs);
  const usd = usdOf(asset, endMs) * (1 + 0.0002 * (noise.uniform() - 0.5));
  const factor = quirk === "far" ? 1.05 : quirk === "other-unit" ? 1_000 : 1;
  const rate = isInTether(source, asset) ? tetherUsd : 1;
  return {
    quirk,
    price: Number(((usd * factor) / rate).toPrecision(7)),
    atMs: endMs - (quirk === "old" ? 3_600_000 : 2_000),
  };
}

const tetherUsd = 0.9991;

function usdOf({ index, isStablecoin, name }: MarketAsset, endMs: number): number {
  if (isStablecoin) return name === "USDT" ? tetherUsd : 1.0002;
  const level = Math.exp(-4 + 15 * createRandom(index + 1).uniform());
  return level * Math.exp(0.002 * createRandom(index * 13 + endMs / cadenceMs).normal());
}

/** These two are asked for a list, of which one unknown symbol voids all, so that the unknown ones are few. */
const voidedByOne: readonly SourceName[] = ["binance-ticker", "kraken-ticker"];

function drawQuirk(source: SourceName, { index }: MarketAsset, draw: number): Quirk {
  if (voidedByOne.includes(source) && index % 250 === 17) return "unknown";
  let reached = 0;
  for (const [quirk, share] of quirkShares) {
    reached += share;
    // The rows of this source have no time of their own.
    if (draw < reached) return source === "kraken-ticker" && quirk === "old" ? "none" : quirk;
  }
  return "none";
}
