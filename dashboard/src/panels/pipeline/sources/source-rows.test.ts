import { expect, test } from "vitest";
import type { Freshness } from "../../../../../contracts/freshness.ts";
import type { PriceSnapshot } from "../../../../../contracts/live.ts";
import type { QuoteRefusal } from "../../../../../contracts/price-ticks.ts";
import { listReasons, listSources, meanQuality } from "./source-rows.ts";

const reading = (kind: Freshness["kind"], name: string, state: Freshness["state"]): Freshness => ({
  ...{ kind, name, newestAtMs: 0, ageMs: 7, warnMs: 1, errorMs: 2, state },
});
const quote = (source: string, refused?: QuoteRefusal) => ({ source, ...(refused === undefined ? {} : { refused }) });
const window = {
  ticks: [{ sources: [quote("kraken", "stale"), quote("okx")] }, { sources: [quote("kraken", "stale"), quote("okx")] }],
  refused: [{ sources: [quote("kraken", "outlier")] }],
} as unknown as PriceSnapshot;

test("sources with what became of their quotes, the worst first", () => {
  const readings = [
    ...[reading("stage", "ingest", "stale"), reading("source", "okx", "fresh"), reading("source", "gdelt", "never")],
    ...[reading("source", "kraken", "stale"), reading("source", "bitstamp", "fresh")],
  ];
  expect(listSources(readings, window)).toEqual([
    { name: "kraken", state: "stale", ageMs: 7, quotes: { used: 0, refused: { stale: 2, outlier: 1 } } },
    { name: "bitstamp", state: "fresh", ageMs: 7, quotes: null },
    { name: "okx", state: "fresh", ageMs: 7, quotes: { used: 2, refused: {} } },
    { name: "gdelt", state: "never", ageMs: 7, quotes: null },
  ]);
  expect(listSources([], null)).toEqual([]);
});

test("reasons by how often, and the mean quality", () => {
  expect(listReasons({ outlier: 1, stale: 2, frozen: 1 }).map(({ reason }) => reason)).toEqual([
    ...["stale", "frozen", "outlier"],
  ]);
  expect([meanQuality([]), meanQuality([{ quality: 1 }, { quality: 0.5 }])]).toEqual([null, 0.75]);
});
