import { expect, test } from "vitest";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { listPricedAssets, priceRule } from "../../ingest/core/declared-assets.ts";
import { priceAssets } from "../../ingest/core/price-assets.ts";
import { declareMarket } from "./declare-market.ts";
import { expectRuns } from "./expect-runs.ts";
import { cadenceMs, createMarket, type MarketSize, windowEndMs } from "./market.ts";
import { measureConsensus } from "./measure-consensus.ts";
import { findPlainMedians } from "./plain-median.ts";
import { toSourceQuotes } from "./to-quotes.ts";

const endMs = windowEndMs(3);

/** Every source counts as much as every other: the peer knows no weights. */
function price(size: MarketSize) {
  const market = createMarket(size);
  const declared = declareMarket(market, pipelines.sources);
  const assets = listPricedAssets(declared);
  const quotes = toSourceQuotes(market, endMs, declared.sources).map((source) => ({ ...source, weight: 1 }));
  const { ticks } = priceAssets(assets, quotes, { startMs: endMs - cadenceMs, endMs }, priceRule, new Map());
  return { ticks, plain: findPlainMedians(assets, quotes) };
}

const refusedOf = ({ ticks }: ReturnType<typeof price>): number =>
  ticks.flatMap(({ sources }) => sources).filter(({ refused }) => refused !== undefined).length;

test.each([3, 50, 200])("where nothing is refused the peer and the consensus agree on the price of %d assets", (n) => {
  const priced = price({ n, barsMax: n, hasQuirks: false });
  expect(refusedOf(priced)).toBe(0);
  expect(priced.ticks.length).toBe(n);
  for (const { asset, priceUsd } of priced.ticks) expect(priceUsd / (priced.plain.get(asset) ?? 0)).toBeCloseTo(1, 12);
});

test("where quotes are refused, they do not always", () => {
  const priced = price({ n: 200, barsMax: 200 });
  expect(refusedOf(priced)).toBeGreaterThan(50);
  const apart = priced.ticks.filter(
    ({ asset, priceUsd }) => Math.abs(priceUsd / (priced.plain.get(asset) ?? 0) - 1) > 1e-9,
  );
  expect(apart.length).toBeGreaterThan(5);
});

test("rows of the consensus have the stated names, each with its peer", () => {
  const rows = measureConsensus({ n: 50, windows: 2 });
  expect(rows.map(({ case: name, n, unit, peer }) => [name, n, unit, peer])).toEqual([
    ["ingest/consensus", 50, "ms", null],
    ["ingest/consensus", 50, "ms", "plain-median"],
    ["ingest/consensus-prices", 50, "ms", null],
    ["ingest/consensus-prices", 50, "ms", "plain-median"],
  ]);
});

test("the market of the bench has every source, and something wrong at each", () => {
  const runs = expectRuns(createMarket({ n: 500, barsMax: 500 }), endMs);
  expect(runs.length).toBe(10);
  for (const { rows, refusedRows } of runs) {
    expect(rows).toBeGreaterThan(450);
    expect(refusedRows).toBeGreaterThan(3);
  }
});
