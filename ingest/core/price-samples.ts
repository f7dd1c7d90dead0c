import type { SignalKey } from "../../contracts/ids.ts";
import type { PriceTick } from "../../contracts/price-ticks.ts";
import type { SignalSample } from "../../contracts/signal-samples.ts";

/**
 * The signals of a window's prices: `price.<asset>`, `quality.<asset>`, and of a stablecoin `peg.<asset>`, its distance from
 * a dollar as a signed fraction: −0.02 for a coin at 98 cents. Prices come first, in the order of the ticks.
 */
export function toPriceSamples(ticks: readonly PriceTick[], stablecoins: ReadonlySet<string>): readonly SignalSample[] {
  return [
    ...ticks.map((tick) => sample(tick, "price", tick.priceUsd, { low: tick.lowUsd, high: tick.highUsd, unit: "USD" })),
    ...ticks.map((tick) => sample(tick, "quality", tick.quality, { unit: "score" })),
    ...ticks
      .filter(({ asset }) => stablecoins.has(asset))
      .map((tick) => sample(tick, "peg", tick.priceUsd - 1, { unit: "ratio" })),
  ];
}

function sample(
  { asset, sampleAtMs, validUntilMs, sources }: PriceTick,
  name: string,
  value: number,
  rest: Pick<SignalSample, "unit" | "low" | "high">,
): SignalSample {
  const used = sources.filter((source) => source.refused === undefined).map((source) => source.source);
  return { key: `${name}.${asset}` as SignalKey, value, ...rest, sampleAtMs, validUntilMs, sources: used };
}
