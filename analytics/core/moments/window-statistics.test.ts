import { expect, test } from "vitest";
import { createRandom } from "../../../local/feed/seeded-random.ts";
import { readReference, whyMissing } from "../../test-reference-data.ts";
import { buildReturns } from "../build-returns.ts";
import { correlatePair } from "../clusters/correlate.ts";
import { CoMoments } from "./co-moments.ts";
import { readKernel } from "./kernel/read-kernel.ts";
import { PlainWindow, streamBars } from "./test-streams.ts";
import type { WindowStatistics } from "./window-statistics.ts";

const kernel = readKernel();

const farthest = (left: ArrayLike<number>, right: ArrayLike<number>): number => {
  let worst = 0;
  for (let at = 0; at < left.length; at += 1)
    worst = Math.max(worst, Math.abs((left[at] as number) - (right[at] as number)));
  return worst;
};

function readLag(statistics: Pick<WindowStatistics, "series" | "fillLag">, lag: number) {
  const size = statistics.series.length;
  // What is there before must not matter.
  const correlations = new Float64Array(size * size).fill(Number.NaN);
  const counts = new Int32Array(size * size).fill(-1);
  statistics.fillLag(lag, correlations, counts);
  return { correlations, counts };
}

/** By definition, from the returns, in float64: the row's at t − lag, the column's at t. */
function reckonLag(returns: readonly Float64Array[], lag: number) {
  const size = returns.length;
  const correlations = new Float64Array(size * size);
  const counts = new Int32Array(size * size);
  for (const [row, earlier] of returns.entries()) {
    for (const [column, later] of returns.entries()) {
      const x = earlier.subarray(0, earlier.length - lag);
      const y = later.subarray(lag);
      const at = row * size + column;
      counts[at] = x.reduce((known, value, step) => known + (Number.isNaN(value + (y[step] as number)) ? 0 : 1), 0);
      correlations[at] = lag === 0 && row === column ? 1 : correlatePair(x, y);
    }
  }
  return { correlations, counts };
}

test.each([
  { windowBars: 300, lagsMax: 6, seed: 11 },
  { windowBars: 60, lagsMax: 2, seed: 12 },
  { windowBars: 12, lagsMax: 3, seed: 13 },
])("series with gaps, new ones and outliers: as reckoned anew over common steps, $windowBars bars", (settings) => {
  const moments = new CoMoments({ barMs: 1_000, kernel, ...settings });
  const plain = new PlainWindow(settings.windowBars);
  let defined = 0;
  for (const [bar, { atMs, returns }] of [...streamBars(settings.seed, 420, 20)].entries()) {
    moments.addBar(atMs, returns);
    plain.add(atMs, returns);
    if (bar % 70 !== 69) continue;
    const series = plain.series();
    const statistics = moments.statistics(series);
    const anew = series.map((name) => plain.returns(name, statistics.steps));
    for (let lag = 0; lag <= settings.lagsMax; lag += 1) {
      const [kept, reference] = [readLag(statistics, lag), reckonLag(anew, lag)];
      expect(farthest(kept.correlations, reference.correlations)).toBeLessThan(1e-11);
      const expected = reference.counts.map((count, at) => (reference.correlations[at] === 0 ? 0 : count));
      expect(kept.counts).toEqual(expected);
      defined += expected.filter((count) => count > 0).length;
    }
    const into = new Float64Array(statistics.steps);
    for (const [index, own] of anew.entries()) {
      statistics.fillReturns(index, into);
      expect(into).toEqual(own);
    }
  }
  expect(defined).toBeGreaterThan(1_000);
});

test("lag 0 is symmetric to the bit, and a pair's numbers do not depend on the other series", () => {
  const moments = new CoMoments({ barMs: 1_000, windowBars: 80, lagsMax: 2, kernel });
  for (const { atMs, returns } of streamBars(21, 300, 12)) moments.addBar(atMs, returns);
  const names = moments.series().map(({ series }) => series);
  const all = moments.statistics(names);
  const { correlations } = readLag(all, 0);
  const size = names.length;
  expect(size).toBeGreaterThan(8);
  for (const [row, a] of names.entries()) {
    for (const [column, b] of names.entries()) {
      expect(correlations[row * size + column]).toBe(correlations[column * size + row]);
      if (row === column) continue;
      const pair = moments.statistics([b, a]);
      for (const lag of [0, 1, 2]) {
        expect(readLag(pair, lag).correlations[2]).toBe(readLag(all, lag).correlations[row * size + column]);
      }
    }
  }
});

test("what is constant, unknown together, or too large has no correlation; nothing is NaN", () => {
  const moments = new CoMoments({ barMs: 1_000, windowBars: 60, lagsMax: 1, kernel });
  const random = createRandom(3).uniform;
  for (let bar = 1; bar <= 60; bar += 1) {
    const returns = new Map([
      ["still", 0],
      ["steady", 0.01],
      ["wild", bar % 2 === 0 ? 15 : -15],
      ["moves", random() - 0.5],
      [bar <= 30 ? "early" : "late", random() - 0.5],
    ]);
    if (bar === 7) returns.set("once", 0.1);
    moments.addBar(bar * 1_000, returns);
  }
  const names = ["early", "late", "moves", "once", "steady", "still", "wild"];
  const summaries = new Map(moments.series().map((one) => [one.series, one]));
  expect(names.filter((name) => summaries.get(name)?.isConstant)).toEqual(["once", "steady", "still"]);
  expect(names.filter((name) => !summaries.get(name)?.isSummable)).toEqual(["wild"]);
  for (const lag of [0, 1]) {
    const { correlations, counts } = readLag(moments.statistics(names), lag);
    const defined = names.flatMap((row, x) =>
      names.flatMap((column, y) =>
        counts[x * 7 + y] !== 0 && x !== y ? [`${row} ${column} ${counts[x * 7 + y]}`] : [],
      ),
    );
    expect(defined.filter((pair) => !pair.startsWith("early late"))).toEqual(
      lag === 0
        ? ["early moves 30", "late moves 30", "moves early 30", "moves late 30"]
        : ["early moves 30", "late moves 29", "moves early 29", "moves late 30"],
    );
    expect([...correlations, ...counts].every(Number.isFinite)).toBe(true);
  }
});

test("statistics of a window that has moved on refuse to answer", () => {
  const moments = new CoMoments({ barMs: 1_000, windowBars: 10, lagsMax: 1, kernel });
  for (let bar = 1; bar < 8; bar += 1)
    moments.addBar(
      bar * 1_000,
      new Map([
        ["a", bar % 3],
        ["b", bar % 4],
      ]),
    );
  const statistics = moments.statistics(["a", "b"]);
  expect(statistics.correlations().values[1]).not.toBe(0);
  expect(() => statistics.fillLag(2, new Float64Array(4), new Int32Array(4))).toThrow("no sums at lag 2");
  moments.addBar(8_000, new Map());
  expect(() => statistics.correlations()).toThrow("moved on");
  expect(() => statistics.fillReturns(0, new Float64Array(8))).toThrow("moved on");
});

const recorded = [
  { file: "binance_spot_1m_2021-05-16_20.csv.gz", barMs: 60_000, windowBars: 5_040 },
  { file: "binance_spot_5m_2024-04-11_20.csv.gz", barMs: 300_000, windowBars: 2_000 },
];
for (const { file, barMs, windowBars } of recorded) {
  const reason = whyMissing(`prices/${file}`);
  test.skipIf(reason !== "")(`recorded prices: within 2e-7 of float64 that was never rounded, ${file}${reason}`, () => {
    const lines = readReference(`prices/${file}`).trimEnd().split("\n").slice(1);
    const points = lines.map((line) => {
      const [openMs = "", asset = "", , , , close = ""] = line.split(",");
      return { asset, atMs: Number(openMs) + barMs, price: Number(close) };
    });
    const asOfMs = points.reduce((latest, { atMs }) => Math.max(latest, atMs), 0);
    const { assets, returns } = buildReturns(
      points,
      { asOfMs, windowMs: windowBars * barMs, barMs },
      { minOverlap: 0.8 },
    );
    expect(assets.length).toBeGreaterThan(10);
    const moments = new CoMoments({ barMs, windowBars, lagsMax: 6, kernel });
    for (let step = 0; step < windowBars; step += 1) {
      const bar = assets.flatMap((asset, item): [string, number][] => {
        const value = (returns[item] as Float64Array)[step] as number;
        return Number.isNaN(value) ? [] : [[asset, value]];
      });
      moments.addBar(asOfMs - (windowBars - 1 - step) * barMs, new Map(bar));
    }
    const statistics = moments.statistics(assets);
    const worst: number[] = [];
    for (let lag = 0; lag <= 6; lag += 1) {
      const [kept, anew] = [readLag(statistics, lag), reckonLag(returns, lag)];
      expect(kept.counts).toEqual(anew.counts);
      worst.push(farthest(kept.correlations, anew.correlations));
    }
    // Measured: 2.7e-8 and 1.3e-7.
    expect(Math.max(...worst)).toBeLessThan(2e-7);
  });
}
