import { expect, test } from "vitest";
import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { Cluster } from "../../contracts/cluster.ts";
import { chooseReference } from "./choose-reference.ts";
import { estimateBeta } from "./estimate-beta.ts";
import { forecastByCascade, forecastByClusters, forecastByReference } from "./forecast-returns.ts";

const column = (...values: readonly number[]): Float64Array => Float64Array.from(values);
const none = Number.NaN;

test.each<readonly [title: string, own: Float64Array, reference: Float64Array, beta: number | null]>([
  ["twice as much", column(2, 4, 8), column(1, 2, 4), 2],
  ["the other way", column(1, 0, -1), column(-1, 0, 1), -1],
  ["only steps that both have", column(2, none, 4, 8), column(1, 9, none, 4), 2],
  ["a reference that does not move", column(1, 2, 3), column(5, 5, 5), null],
  ["nothing in common", column(1, none), column(none, 2), null],
])("beta: %s", (_, own, reference, beta) => {
  const estimated = estimateBeta(own, reference);
  if (beta === null) expect(estimated).toBeNull();
  else expect(estimated).toBeCloseTo(beta, 12);
});

const returns = new Map([
  ["BTC", column(1, -1, 2, 0)],
  ["A", column(2, -2, 4, 0)],
  ["B", column(1, 1, -1, -1)],
  ["C", column(3, 3, -3, -3)],
]);
const early = new Map([
  ["BTC", -0.01],
  ["A", -0.03],
  ["B", 0.02],
  ["C", 0.01],
]);
const cluster = (medoid: string, ...members: readonly string[]): Cluster => ({
  ...{ id: medoid, members: [...members], medoid, cohesion: 1, stress: null },
  lineage: { state: "born", from: [] },
});
const edge = (from: string, to: string, weight: number, lagMs: number): CascadeEdge => ({
  ...{ from, to, weight, low: weight, high: weight, lagMs, support: 99, q: 0.01, origin: "learned", lastSeenMs: 0 },
});

test("naive: each by its beta to one asset", () => {
  const forecast = forecastByReference(early, returns, "BTC");
  expect([...forecast.keys()]).toEqual(["BTC", "A", "B", "C"]);
  expect(forecast.get("BTC")).toBeCloseTo(-0.01, 12);
  expect(forecast.get("A")).toBeCloseTo(-0.02, 12);
});

test("clusters: each by its beta to its medoid; without its early move none", () => {
  const forecast = forecastByClusters(early, returns, [
    cluster("B", "B", "C"),
    cluster("A", "A"),
    cluster("X", "X", "BTC"),
  ]);
  expect(forecast.get("C")).toBeCloseTo(0.06, 12);
  expect(forecast.get("A")).toBeCloseTo(-0.03, 12);
  expect(forecast.get("BTC")).toBeNull();
});

test("cascade: what early moves send over the edges, and 0 where nothing arrives", () => {
  const { returns: forecast, arrivals } = forecastByCascade(early, [edge("A", "C", 0.5, 60), edge("C", "GONE", 1, 60)]);
  expect([...forecast]).toEqual([
    ["BTC", 0],
    ["A", 0],
    ["B", 0],
    ["C", expect.closeTo(-0.03 * 0.5 * 0.8, 12)],
  ]);
  expect([...arrivals]).toEqual([["C", 60]]);
});

test("cascade: a fall of more than any shock may be is the greatest", () => {
  const { returns: forecast } = forecastByCascade(new Map([...early, ["A", -3]]), [edge("A", "C", 1, 60)]);
  expect(forecast.get("C")).toBeCloseTo(-0.8, 12);
});

test.each<readonly [assets: readonly string[], expected: object | null]>([
  [["AAVE/USDT", "BTC/USDT", "ETH/BTC"], { asset: "BTC/USDT", because: "bitcoin" }],
  [["ETH-USD", "XBT-USD"], { asset: "XBT-USD", because: "bitcoin" }],
  [["BTCUSDT", "ETHUSDT"], { asset: "BTCUSDT", because: "bitcoin" }],
  [["ETH/BTC", "WBTC/USDT"], { asset: "ETH/BTC", because: "most-correlated" }],
  [[], null],
])("reference of %j", (assets, expected) => {
  const size = assets.length;
  expect(chooseReference(assets, { size, values: new Float64Array(size * size).fill(1) })).toEqual(expected);
});

test("the reference without bitcoin is the one most correlated", () => {
  const values = column(1, 0.2, 0.1, 0.2, 1, 0.9, 0.1, 0.9, 1);
  expect(chooseReference(["A", "B", "C"], { size: 3, values })).toEqual({ asset: "B", because: "most-correlated" });
});
