import { type CatalogueSignal, catalogueOf } from "../../conditions/signal-catalogue.ts";
import { AssetId, SignalKey } from "../../contracts/ids.ts";
import type { GridSample } from "../../evaluate/core/grid-sample.ts";
import { createRandom } from "../../local/feed/seeded-random.ts";

export const signalCount = 500;
export const cadenceMs = 120_000;

/** Of thresholds spread over half to one and a half times the price, a typical move crosses 0.064 %. */
export const calmSigma = 0.0008;

export const assets: readonly AssetId[] = Array.from({ length: signalCount }, (_, at) => AssetId.parse(`S${at}-USD`));
export const keys: readonly SignalKey[] = assets.map((asset) => SignalKey.parse(`price.${asset}`));

const price: CatalogueSignal = {
  unit: "USD",
  min: 0,
  max: undefined,
  stepMs: cadenceMs,
  stalenessMs: 3 * cadenceMs,
  description: "A random walk",
};
export const catalogue = catalogueOf(new Map(keys.map((key) => [key, price])));

/** One number per signal. */
export type Readings = Float64Array<ArrayBuffer>;

export const startPrices: Readings = Float64Array.from(keys, (_, at) => 10 ** (at % 5));

/** Prices of every signal at one grid point after another, as random walks: the same for the same seed. */
export function walkPrices(ticks: number, { seed = 1, sigma = calmSigma } = {}): readonly Readings[] {
  const random = createRandom(seed);
  let last = startPrices;
  return Array.from({ length: ticks }, () => {
    last = last.map((value) => value * Math.exp(sigma * random.normal()));
    return last;
  });
}

/** Each price as a share of the highest so far: what a trailing stop that never fired compares with its own share. */
export function toPeakShares(prices: readonly Readings[]): readonly Readings[] {
  const peaks = new Float64Array(signalCount);
  return prices.map((row) =>
    row.map((value, signal) => {
      peaks[signal] = Math.max(peaks[signal] ?? 0, value);
      return value / (peaks[signal] ?? value);
    }),
  );
}

/** The samples of one grid point, as an evaluation takes them. */
export function toSamples(tick: number, prices: Readings): ReadonlyMap<string, GridSample> {
  return new Map(
    keys.map((key, signal) => {
      const value = prices[signal] ?? 0;
      const sample: GridSample = {
        key,
        value,
        low: value,
        high: value,
        sampleAtMs: tick * cadenceMs,
        validUntilMs: Number.POSITIVE_INFINITY,
        joinsPrevious: false,
        count: 1,
      };
      return [key, sample];
    }),
  );
}
