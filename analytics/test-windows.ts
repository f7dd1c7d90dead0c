import { PriceTicks } from "../contracts/price-ticks.ts";

/** For tests: one ingest window with a price per asset; low and high are 1 % away. */
export function windowOf(endMs: number, prices: Readonly<Record<string, number>>): PriceTicks {
  return PriceTicks.parse({
    ...{ id: `ticks:${endMs}`, schema: "price-ticks", version: 2, eventTimeMs: endMs, traceId: "0".repeat(32) },
    body: {
      ...{ windowStartMs: endMs - 120_000, windowEndMs: endMs, part: { index: 0, count: 1 }, refused: [] },
      ticks: Object.entries(prices).map(([asset, priceUsd]) => ({
        ...{ asset, priceUsd, openUsd: priceUsd, lowUsd: priceUsd * 0.99, highUsd: priceUsd * 1.01 },
        ...{ quality: 1, dispersion: 0 },
        ...{ sampleAtMs: endMs, validUntilMs: endMs + 360_000 },
        sources: [
          { source: "test", price: priceUsd, quote: "USD", rateUsd: 1, priceUsd, range: null, sampleAtMs: endMs },
        ],
      })),
    },
  });
}
