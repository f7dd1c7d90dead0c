import fc from "fast-check";
import { expect, test } from "vitest";
import { CascadeEdge } from "../../../contracts/cascade.ts";
import { buildFreshReturns, type PriceSeries } from "./build-fresh-returns.ts";
import { learnCascade } from "./learn-cascade.ts";
import { measureLags } from "./measure-lags.ts";
import { nameSeries, plantLinks, seedChance } from "./test-random-series.ts";

const barMs = 60_000;
const settings = { fdr: 0.05, edgesMax: 1_000, asOfMs: 7 };
const links = [1, 2, 3].map((to) => ({ from: 0, to, lag: to, weight: 0.6 }));

function pricesOf(returns: readonly Float64Array[]): PriceSeries[] {
  return nameSeries(returns.length).map((asset, index) => {
    const price = [1];
    for (const value of returns[index] ?? []) price.push((price.at(-1) as number) * Math.exp(value));
    return { asset, atMs: price.map((_, step) => step * barMs), price };
  });
}

function learnFrom(series: readonly PriceSeries[], steps: number) {
  const grid = { asOfMs: steps * barMs, windowMs: steps * barMs, barMs };
  const { assets, ...built } = buildFreshReturns(series, grid, { minOverlap: 0.5, returnsMin: 30 });
  return learnCascade(measureLags({ series: assets, ...built, barMs, lagsMax: 6 }), settings);
}

test("the same bytes, whatever the order of the series", () => {
  const series = pricesOf(plantLinks(seedChance(4), { size: 7, steps: 400, factor: 0.5 }, links));
  const expected = JSON.stringify(learnFrom(series, 400));
  expect(JSON.parse(expected)).toMatchObject({ found: 3 });
  fc.assert(
    fc.property(fc.shuffledSubarray(series, { minLength: series.length }), (shuffled) => {
      expect(JSON.stringify(learnFrom(shuffled, 400))).toBe(expected);
    }),
    { numRuns: 10, seed: 1 },
  );
});

test.each<readonly [title: string, change: (series: Float64Array[]) => void]>([
  ["gaps", (series) => series.forEach((one, index) => void one.fill(Number.NaN, 40 * index, 40 * index + 100))],
  ["series that stand still", (series) => void series[0]?.fill(0)],
  ["series that are equal", (series) => void series[1]?.set(series[0] as Float64Array)],
  ["a series that is another turned over", (series) => void series[1]?.set(series[0]?.map((value) => -value) ?? [])],
  ["outliers of 1,000 times", (series) => series.forEach((one, index) => void one.fill(3, 50 + index, 51 + index))],
  ["tiny moves", (series) => series.forEach((one) => void one.set(one.map((value) => value * 1e-9)))],
  [
    "two series without a common step",
    (series) => {
      series[0]?.fill(Number.NaN, 0, 200);
      series[1]?.fill(Number.NaN, 200);
    },
  ],
  ["nothing known", (series) => series.forEach((one) => void one.fill(Number.NaN))],
])("%s: edges of the contract, and never NaN", (_, change) => {
  const series = plantLinks(seedChance(9), { size: 6, steps: 400, factor: 0.5 }, links);
  change(series);
  const statistics = measureLags({ series: nameSeries(6), returns: series, barMs, lagsMax: 6 });
  const { edges } = learnCascade(statistics, { ...settings, fdr: 1 });
  for (const edge of edges) expect(CascadeEdge.parse(edge)).toEqual(edge);
  expect(JSON.stringify(edges)).not.toContain("null");
});

test.each([0, 1])("%d series have no edges", (size) => {
  const returns = plantLinks(seedChance(1), { size, steps: 100, factor: 0 }, []);
  const statistics = measureLags({ series: nameSeries(size), returns, barMs, lagsMax: 6 });
  expect(learnCascade(statistics, settings)).toEqual({ edges: [], found: 0 });
});

test("so many edges are kept as the settings say, those of the least q; how many there are is told", () => {
  const returns = plantLinks(seedChance(4), { size: 7, steps: 400, factor: 0.5 }, links);
  const statistics = measureLags({ series: nameSeries(7), returns, barMs, lagsMax: 6 });
  const all = learnCascade(statistics, settings);
  expect(learnCascade(statistics, { ...settings, edgesMax: 2 })).toEqual({ edges: all.edges.slice(0, 2), found: 3 });
});
