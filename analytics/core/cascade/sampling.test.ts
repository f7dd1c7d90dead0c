import { expect, test } from "vitest";
import { buildFreshReturns, type PriceSeries } from "./build-fresh-returns.ts";
import { learnCascade } from "./learn-cascade.ts";
import { measureLags } from "./measure-lags.ts";
import { nameSeries, seedChance } from "./test-random-series.ts";

const barMs = 600_000;
const momentsPerBar = 50;
const steps = 1_008;
const grid = { asOfMs: steps * barMs, windowMs: steps * barMs, barMs };

/**
 * One market in continuous time, and for each series the prices that were written down: at so many random moments per bar, and,
 * where `isQuoted`, again at each tenth of a bar as it was last.
 */
function samplePrices(seed: number, ratesPerBar: readonly number[], isQuoted: boolean): PriceSeries[] {
  const chance = seedChance(seed);
  const size = 0.003 / Math.sqrt(momentsPerBar);
  const levels = ratesPerBar.map(() => 0);
  const last = ratesPerBar.map(() => 1);
  const names = nameSeries(ratesPerBar.length);
  const series = names.map((asset) => ({ asset, atMs: [] as number[], price: [] as number[] }));
  for (let moment = 0; moment <= steps * momentsPerBar; moment += 1) {
    const market = chance.normal();
    for (const [index, rate] of ratesPerBar.entries()) {
      levels[index] = (levels[index] as number) + size * (market + 0.3 * chance.normal());
      const isTraded = moment === 0 || chance.uniform() < rate / momentsPerBar;
      if (isTraded) last[index] = Math.exp(levels[index] as number);
      if (!isTraded && !(isQuoted && moment % (momentsPerBar / 10) === 0)) continue;
      series[index]?.atMs.push((moment * barMs) / momentsPerBar);
      series[index]?.price.push(last[index] as number);
    }
  }
  return series;
}

function shareFound(ratesPerBar: readonly number[], isQuoted: boolean, hasAges: boolean): number {
  const runs = 4;
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    const series = samplePrices(17 * run + 3, ratesPerBar, isQuoted);
    const { assets, returns, agesMs } = buildFreshReturns(series, grid, { minOverlap: 0.3, returnsMin: 30 });
    const statistics = measureLags({ series: assets, returns, barMs, lagsMax: 6, ...(hasAges ? { agesMs } : {}) });
    found += learnCascade(statistics, { fdr: 0.05, edgesMax: 1_000, asOfMs: 0 }).found;
  }
  return found / (runs * ratesPerBar.length * (ratesPerBar.length - 1));
}

const mixed = [10, 1, 3, 0.8, 50];
test.each<readonly [title: string, rates: readonly number[], isQuoted: boolean]>([
  ["one is traded often, the others rarely", [50, 3, 3, 3, 3], false],
  ["all at random, two times per bar", [2, 2, 2, 2, 2], false],
  ["from once to fifty times per bar", mixed, false],
  ["the same, with quotes that repeat the last trade", mixed, true],
  ["two series", [50, 3], true],
])("asynchronous sampling is no lead: %s", (_, rates, isQuoted) => {
  expect(shareFound(rates, isQuoted, true)).toBeLessThanOrEqual(0.05);
});

test("without the ages of prices it would be one: what is often traded seems to lead", () => {
  expect(shareFound([50, 3], false, false)).toBeGreaterThan(0.25);
});

test("prices that stand still are no lead, and what is planted is found all the same", () => {
  const chance = seedChance(11);
  const held = [0, 0.1, 0.2, 0.3];
  const walk = held.map(() => 0);
  const written = held.map(() => 1);
  const followed: number[] = [];
  const series = nameSeries(held.length).map((asset) => ({ asset, atMs: [] as number[], price: [] as number[] }));
  for (let bar = 0; bar <= 2 * steps; bar += 1) {
    const market = chance.normal();
    for (const [index, share] of held.entries()) {
      const own = 0.003 * (market + chance.normal());
      if (index === 0) followed.push(own);
      walk[index] = (walk[index] as number) + own + (index === 1 ? 0.4 * (followed[bar - 2] ?? 0) : 0);
      if (bar === 0 || chance.uniform() >= share) written[index] = Math.exp(walk[index] as number);
      series[index]?.atMs.push(bar * barMs);
      series[index]?.price.push(written[index] as number);
    }
  }
  const twice = { asOfMs: 2 * steps * barMs, windowMs: 2 * steps * barMs, barMs };
  const { assets, returns, agesMs } = buildFreshReturns(series, twice, { minOverlap: 0.8, returnsMin: 30 });
  const statistics = measureLags({ series: assets, returns, agesMs, barMs, lagsMax: 6 });
  const { edges } = learnCascade(statistics, { fdr: 0.05, edgesMax: 1_000, asOfMs: 0 });
  expect(edges.map(({ from, to, lagMs }) => ({ from, to, lagMs }))).toEqual([{ from: "A", to: "B", lagMs: 2 * barMs }]);
});
