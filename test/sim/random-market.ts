import { AssetId } from "../../contracts/ids.ts";
import { ok } from "../../contracts/result.ts";
import { foldBars } from "../../ingest/core/fold-bars.ts";
import type { IngestDeps } from "../../ingest/stage.ts";
import { createRandom } from "../../local/feed/seeded-random.ts";

const minuteMs = 60_000;

/** A market of two assets from a seed: a random walk, with a fall of about 8 % within 20 minutes after an hour and a half. */
export function createMarket(seed: number, startMs: number, minutes: number): Pick<IngestDeps, "sources" | "assets"> {
  const random = createRandom(seed);
  const bars = new Map(
    ["BTC", "ETH"].map((symbol) => {
      let price = symbol === "BTC" ? 40_000 : 3_000;
      const list = Array.from({ length: minutes }, (_, minute) => {
        const drift = minute >= 90 && minute < 110 ? -0.004 : 0;
        const close = price * Math.exp(drift + random.normal() * 0.0015);
        const bar = {
          openAtMs: startMs + minute * minuteMs,
          open: price,
          low: Math.min(price, close),
          high: Math.max(price, close),
          close,
        };
        price = close;
        return bar;
      });
      return [symbol, list] as const;
    }),
  );
  const assets = [...bars.keys()].map((symbol) => ({
    id: AssetId.parse(`${symbol}-USD`),
    stalenessMs: 6 * minuteMs,
    kind: "coin" as const,
    symbols: { market: { symbol, currency: "USD" as const, per: 1 } },
  }));
  return {
    assets,
    sources: [
      {
        source: "market",
        weight: 1,
        maxAgeMs: 2 * minuteMs,
        calls: () => 0,
        fetchQuotes: async (symbols, window) =>
          ok(new Map(symbols.map((symbol) => [symbol, ok(foldBars(bars.get(symbol) ?? [], window))]))),
      },
    ],
  };
}
