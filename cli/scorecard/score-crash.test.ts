import { expect, test } from "vitest";
import { loadPrices } from "../prices/load-prices.ts";
import { type History, knownAt, toHistories } from "./history.ts";
import { measureFall } from "./measure-fall.ts";
import { type ScoredCrash, scoreCrash } from "./score-crash.ts";
import { scorecardSettings } from "./settings.ts";
import { makePriceRows, startMs, stepMs, toPriceFile } from "./test-make-prices.ts";
import { crashStep, leaderMarket } from "./test-markets.ts";

function historiesOf(rows: readonly string[]): History[] {
  const loaded = loadPrices([{ path: "p.csv", text: toPriceFile(rows) }], {
    cadenceMs: stepMs,
    barLengthMs: undefined,
  });
  if (!loaded.ok) throw new Error(loaded.error.message);
  return toHistories(loaded.value.series);
}

const rows = makePriceRows(leaderMarket);
const histories = historiesOf(rows);
const crash = { onsetMs: startMs + crashStep * stepMs, medianReturn: -0.1 };

/** The same prices up to `atMs`; what comes later is turned upside down. */
const turnedAfter = (atMs: number): History[] =>
  historiesOf(
    rows.map((row) => {
      const [ts, symbol, price] = row.split(",");
      return Number(ts) > atMs ? `${ts},${symbol},${10_000 / Number(price)}` : row;
    }),
  );

function scored(own: readonly History[]): ScoredCrash {
  const { score } = scoreCrash(own, crash, stepMs);
  if (score === null) throw new Error("not scored");
  return score;
}

const saidOf = ({ clusters, cascade, reference }: ScoredCrash) => ({ clusters, cascade, reference });
const forecastsOf = ({ assets }: ScoredCrash) => assets.map(({ asset, forecasts }) => ({ asset, forecasts }));

test("what is said before does not depend on what comes after the onset", () => {
  const [told, turned] = [scored(histories), scored(turnedAfter(crash.onsetMs))];
  expect(told.cascade.edges.length).toBeGreaterThan(0);
  expect(saidOf(turned)).toEqual(saidOf(told));
  expect(forecastsOf(turned)).not.toEqual(forecastsOf(told));
});

test("forecasts do not depend on what comes after they are made", () => {
  const [told, turned] = [scored(histories), scored(turnedAfter(crash.onsetMs + scorecardSettings.earlyMs))];
  expect(forecastsOf(turned)).toEqual(forecastsOf(told));
  expect(turned.forecastScores).not.toEqual(told.forecastScores);
});

test("the history at a moment ends with it", () => {
  const ends = knownAt(histories, crash.onsetMs).map(({ series }) => [
    series.knownAtMs.length,
    series.knownAtMs.at(-1),
  ]);
  expect(ends).toEqual(histories.map(() => [crashStep + 1, crash.onsetMs]));
});

const minuteMs = 60_000;
const at = (...prices: readonly number[]): History => {
  const [history] = historiesOf(prices.map((price, minute) => `${minute * minuteMs},A,${price}`));
  if (history === undefined) throw new Error("no history");
  return history;
};

test.each<readonly [title: string, prices: readonly number[], fall: object | null]>([
  ["a fall", [100, 90, 60, 80], { return: Math.log(0.8), deepest: Math.log(0.6), arrivedAfterMs: 2 * minuteMs }],
  [
    "half of it earlier",
    [100, 70, 60, 80],
    { return: Math.log(0.8), deepest: Math.log(0.6), arrivedAfterMs: minuteMs },
  ],
  ["a rise", [100, 110, 120, 130], { return: Math.log(1.3), deepest: 0, arrivedAfterMs: null }],
  ["no price at the end", [100, 90], null],
])("what happened: %s", (_, prices, expected) => {
  const fall = measureFall(at(...prices), 0, 3 * minuteMs, minuteMs);
  if (expected === null) expect(fall).toBeNull();
  else expect(fall).toEqual(Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, closeTo(value)])));
});

const closeTo = (value: unknown): unknown => (typeof value === "number" ? expect.closeTo(value, 12) : value);
