import { AssetId, TraceId } from "../../contracts/ids.ts";
import type { PriceHistory, PriceSnapshot } from "../../contracts/live.ts";
import type { PriceTick } from "../../contracts/price-ticks.ts";

const windowMs = 120_000;
const sources = ["binance", "coinbase", "kraken", "okx", "bitstamp"];
/** As many points as the history route answers in all, and at most for one asset. */
const pointsInAll = 50_000;
const pointsPerAsset = 720;

/** Prices of so many assets that walk at random, the same on every run. */
export function createMarket(count: number, startMs: number) {
  const assets = Array.from({ length: count }, (_, index) => AssetId.parse(`A${String(index).padStart(3, "0")}-USD`));
  const chance = seed(7);
  const prices = assets.map((_, index) => 10 ** (index % 6) * (1 + chance()));
  const step = (): void => {
    for (const [index, price] of prices.entries()) prices[index] = price * (1 + 0.002 * (chance() - 0.5));
  };
  return {
    /** The window that ends `windows` after the start. Each call moves every price. */
    snapshot: (windows: number): PriceSnapshot => {
      step();
      const windowEndMs = startMs + windows * windowMs;
      const times = { windowEndMs, asOfMs: windowEndMs, validUntilMs: windowEndMs + 3 * windowMs };
      const ticks = assets.map((asset, index) => makeTick(asset, prices[index] ?? 1, windowEndMs));
      return { ...times, traceId: TraceId.parse("0".repeat(32)), ticks, refused: [] };
    },
    /** What came before the start. */
    history: (): PriceHistory => {
      const points = Math.min(pointsPerAsset, Math.floor(pointsInAll / count));
      const series = assets.map((asset, index) => ({
        asset,
        points: Array.from({ length: points }, (_, back) => ({
          atMs: startMs - (points - back) * windowMs,
          priceUsd: (prices[index] ?? 1) * (1 + 0.02 * Math.sin(back / 9 + index)),
        })),
      }));
      return { asOfMs: startMs, source: "database", series };
    },
  };
}

function makeTick(asset: AssetId, priceUsd: number, windowEndMs: number): PriceTick {
  const range = { openUsd: priceUsd * 0.999, lowUsd: priceUsd * 0.998, highUsd: priceUsd * 1.001 };
  return {
    ...{ asset, priceUsd, ...range, sampleAtMs: windowEndMs - 900, validUntilMs: windowEndMs + 3 * windowMs },
    ...{ quality: 0.9, dispersion: 0.0004 },
    sources: sources.map((source, index) => ({
      ...{ source, price: priceUsd, quote: "USD" as const, rateUsd: 1, priceUsd: priceUsd * (1 + index * 1e-5) },
      ...{ range, sampleAtMs: windowEndMs - 900 },
    })),
  };
}

/** Numbers in [0, 1) by the linear congruence of Numerical Recipes. */
function seed(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
