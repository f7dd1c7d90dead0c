import type { AssetId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { durationMs } from "../../contracts/time.ts";
import type { ConsensusRule } from "./consensus.ts";
import type { PricedAsset } from "./price-assets.ts";

const settings = pipelines.pipeline;

/** How quotes are judged, as `pipelines.toml` says. */
export const priceRule: Omit<ConsensusRule, "stalenessMs"> = {
  quorum: settings.quorum,
  maxDeviation: settings.max_deviation,
  maxSpread: settings.max_spread,
  maxUncertainty: settings.max_deviation,
  graceMs: durationMs(settings.grace),
  frozenWindows: settings.frozen_windows,
  frozenMove: settings.frozen_move,
};

/** The assets of the file, with what each source calls them and quotes them in. */
export function listPricedAssets({
  assets,
  sources,
}: Pick<PipelinesFile, "assets" | "sources">): readonly PricedAsset[] {
  return Object.entries(assets).map(([id, { kind, staleness, symbols }]) => ({
    id: id as AssetId,
    kind,
    stalenessMs: durationMs(staleness),
    symbols: Object.fromEntries(
      Object.entries(symbols).map(([source, symbol]) => {
        const { symbol: name, per, quote } = typeof symbol === "string" ? { symbol, per: 1, quote: undefined } : symbol;
        return [source, { symbol: name, per, currency: quote ?? sources[source]?.quote ?? "USD" }];
      }),
    ),
  }));
}
