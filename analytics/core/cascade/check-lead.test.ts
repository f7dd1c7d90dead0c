import { expect, test } from "vitest";
import { alignLead } from "./align-lead.ts";
import { checkLead } from "./check-lead.ts";
import { measureLags } from "./measure-lags.ts";
import { screenPairs } from "./screen-pairs.ts";
import { standardiseMarket } from "./standardise-market.ts";
import { plantLinks, seedChance } from "./test-random-series.ts";

const steps = 60;
const cycle = (factor: number, shift: number, period: number, scale: number): Float64Array =>
  Float64Array.from({ length: steps }, (_, step) => (((step * factor + shift) % period) - (period - 1) / 2) / scale);
const leader = cycle(37, 11, 23, 10);
const follower = cycle(97, 7, 41, 25).map((value, step) => value + (step < 2 ? 0 : 0.5 * (leader[step - 2] as number)));
const returns = [leader, follower, cycle(53, 5, 29, 12), cycle(71, 3, 31, 13)];
const names = ["A", "B", "C", "D"];

function alignOn(series: readonly Float64Array[], from: number, to: number, lag: number) {
  const market = standardiseMarket(measureLags({ series: names, returns: series, barMs: 1, lagsMax: 6 }));
  const [x, y] = [new Float64Array(series[0]?.length ?? 0), new Float64Array(series[0]?.length ?? 0)];
  market.fill(from, x);
  market.fill(to, y);
  return alignLead({ values: x, lag }, y, market, []);
}

test("p, slope and error are those of the formulas in numpy", () => {
  const check = checkLead(alignOn(returns, 0, 1, 2), 30, 1, 0);
  expect(check.support).toBe(58);
  expect(check.p).toBeCloseTo(0.0004228570476595812, 12);
  expect(check.mirrorP).toBeCloseTo(0.00022716585376083702, 12);
  expect(check.slope).toBeCloseTo(0.5717264900960326, 10);
  expect(check.error).toBeCloseTo(0.1162321598104729, 10);
});

test("an overlap takes that much correlation off, and no more than there is", () => {
  const plain = checkLead(alignOn(returns, 0, 1, 2), 30, 1, 0);
  const some = checkLead(alignOn(returns, 0, 1, 2), 30, 1, 0.2);
  expect(some.p).toBeGreaterThan(plain.p);
  expect(some.slope).toBeLessThan(plain.slope);
  expect(checkLead(alignOn(returns, 0, 1, 2), 30, 1, 0.9)).toMatchObject({ p: 1, slope: 0 });
});

test.each<readonly [title: string, change: (series: Float64Array[]) => void]>([
  ["too few rows", (series) => series[0]?.fill(Number.NaN, 20)],
  ["the leader is the follower", (series) => series[0]?.set(series[1] as Float64Array)],
  ["nothing moves", (series) => series[0]?.fill(0)],
  ["nothing is known", (series) => series[1]?.fill(Number.NaN)],
])("%s: no lead, and no NaN", (_, change) => {
  const series = returns.map((one) => one.slice());
  change(series);
  expect(checkLead(alignOn(series, 0, 1, 2), 30, 1, 0)).toMatchObject({ p: 1, slope: 0, error: 0 });
});

test("one joint outlier of any size is no evidence", () => {
  for (const size of [1e1, 1e3, 1e6]) {
    const lead = alignOn(returns, 2, 3, 1);
    lead.x[30] = size;
    lead.y[30] = size;
    expect(checkLead(lead, 30, 1, 0).p).toBeGreaterThan(0.2);
  }
});

test("the screen by correlations says what the returns say", () => {
  const shape = { size: 4, steps: 3_000, factor: 0.7 };
  const series = plantLinks(seedChance(1), shape, [{ from: 0, to: 1, lag: 2, weight: 0.3 }]);
  const screened = screenPairs(measureLags({ series: names, returns: series, barMs: 1, lagsMax: 6 }), 4);
  expect(screened).toHaveLength(1);
  const [pair] = screened;
  expect(pair).toMatchObject({ from: 0, to: 1, lag: 2 });
  // Here all rows are alike, so that White's statistic and the plain one agree up to chance.
  const { slope, error } = checkLead(alignOn(series, 0, 1, 2), 30, 1, 0);
  expect((pair?.t ?? 0) / (slope / error)).toBeCloseTo(1, 1);
});
