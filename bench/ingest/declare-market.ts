import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { isInTether, type Market, type MarketAsset, type SourceName, sourceNames, symbolOf } from "./market.ts";

type Declared = Pick<PipelinesFile, "assets" | "sources">;
type DeclaredAsset = Declared["assets"][keyof Declared["assets"]];

/** Of `pipelines.toml`, rounded up to what this many assets take. */
const budget = 5_000;

/** Sources of lists that the project's own file does not declare are declared as their kind of source is. */
const inFile: Partial<Record<SourceName, string>> = { "binance-ticker": "binance" };

/** The market as `pipelines.toml` would declare it: the file's own sources, weights and ages, and more calls a run. */
export function declareMarket({ assets }: Market, sources: PipelinesFile["sources"]): Declared {
  return {
    assets: Object.fromEntries(assets.map((asset) => [`${asset.name}-USD`, declareAsset(asset)])),
    sources: Object.fromEntries(
      sourceNames.map((name) => {
        const entry = sources[name] ?? sources[inFile[name] ?? ""];
        if (entry === undefined) throw new Error(`pipelines.toml declares no source ${name}`);
        return [name, { ...entry, budget }];
      }),
    ),
  };
}

function declareAsset(asset: MarketAsset): DeclaredAsset {
  const symbols = sourceNames.flatMap((source) => {
    const symbol = symbolOf(source, asset);
    if (symbol === undefined) return [];
    return [[source, { symbol, per: 1, quote: isInTether(source, asset) ? "USDT" : "USD" }] as const];
  });
  return {
    name: asset.name,
    kind: asset.isStablecoin ? "stablecoin" : "coin",
    decimals: 4,
    quote: "USD",
    addresses: {},
    symbols: Object.fromEntries(symbols),
    heartbeat: "2m",
    staleness: "6m",
  };
}
