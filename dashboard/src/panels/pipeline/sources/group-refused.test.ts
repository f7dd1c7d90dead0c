import { expect, test } from "vitest";
import type { RefusedQuote } from "../../../../../contracts/journal-records.ts";
import { groupRefused } from "./group-refused.ts";

const quote = (source: string, refused: string, asset: string, windowEndMs: number) =>
  ({ source, refused, asset, windowEndMs }) as RefusedQuote;

test("by source and reason, the most frequent first, each asset once", () => {
  const quotes = [
    quote("kraken", "stale", "ETH-USD", 3),
    quote("okx", "outlier", "BTC-USD", 9),
    quote("kraken", "stale", "BTC-USD", 5),
    quote("kraken", "stale", "ETH-USD", 1),
    quote("kraken", "outlier", "ETH-USD", 1),
  ];
  expect(groupRefused(quotes)).toEqual([
    { source: "kraken", reason: "stale", count: 3, assets: ["BTC-USD", "ETH-USD"], newestMs: 5 },
    { source: "kraken", reason: "outlier", count: 1, assets: ["ETH-USD"], newestMs: 1 },
    { source: "okx", reason: "outlier", count: 1, assets: ["BTC-USD"], newestMs: 9 },
  ]);
  expect(groupRefused([])).toEqual([]);
});
