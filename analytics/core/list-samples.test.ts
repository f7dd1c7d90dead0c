import { expect, test } from "vitest";
import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { Analysis } from "../analytics-state.ts";
import { listSamples } from "./list-samples.ts";
import { measureSpread } from "./measure-spread.ts";
import { analysisOf, clustersOf, edgeOf } from "./test-analysis.ts";

const regimes = ["calm", "active", "coupled", "panic"] as const;
const [a, b, c] = ["C0M0-USD", "C0M1-USD", "C1M0-USD"] as const;
const show = (analysis: Analysis) =>
  listSamples(analysis).map(({ key, value, sources }) => `${key} ${Number(value.toFixed(6))} ${sources.join(" ")}`);

test("clusters, edges and the regime as samples, each with what it rests on", () => {
  const weights = [a, b, c].map((asset, index) => ({ asset, weight: [0.5, 0.2, 0.3][index] as number }));
  const regime = { regime: "panic" as const, coupling: 0.75, activity: 3 };
  expect(show(analysisOf(clustersOf(2, 1), [edgeOf(a, b, -0.5)], { weights, regime }))).toEqual([
    "cluster.C0M0-USD.cohesion 0.5 cluster-0",
    "cluster.C0M0-USD.stress 0.25 cluster-0",
    "cluster.C0M0-USD.weight 0.5 cluster-0",
    "cluster.C0M1-USD.cohesion 0.5 cluster-0",
    "cluster.C0M1-USD.stress 0.25 cluster-0",
    "cluster.C0M1-USD.weight 0.2 cluster-0",
    "cluster.C1M0-USD.cohesion 0.5 cluster-1",
    "cluster.C1M0-USD.stress 0.25 cluster-1",
    "cluster.C1M0-USD.weight 0.3 cluster-1",
    "cascade.C0M0-USD.reach 0.2 C0M0-USD>C0M1-USD",
    "cascade.C0M0-USD.exposure 0 ",
    "cascade.C0M1-USD.reach 0 ",
    "cascade.C0M1-USD.exposure 0.4 C0M0-USD>C0M1-USD",
    "cascade.C1M0-USD.reach 0 ",
    "cascade.C1M0-USD.exposure 0 ",
    "regime.market 3 cluster-0 cluster-1",
    "regime.coupling 0.75 cluster-0 cluster-1",
    "regime.activity 3 cluster-0 cluster-1",
  ]);
});

test("what was not measured has no sample", () => {
  const [cluster] = clustersOf(1);
  const analysis = analysisOf(cluster === undefined ? [] : [{ ...cluster, stress: null }]);
  expect(show(analysis).map((line) => line.split(" ")[0])).toEqual([
    "cluster.C0M0-USD.cohesion",
    "cascade.C0M0-USD.reach",
    "cascade.C0M0-USD.exposure",
  ]);
});

test.each(regimes.map((regime, value) => [regime, value] as const))("the regime %s is %i", (regime, value) => {
  const samples = listSamples(analysisOf([], [], { regime: { regime, coupling: 0, activity: 0 } }));
  expect(samples.find(({ key }) => key === "regime.market")?.value).toBe(value);
});

test("reach is the mean over the others, exposure adds up without passing 1; both are shares", () => {
  const edges = [edgeOf(a, b, 0.5), edgeOf(a, c, -1), edgeOf(b, c, 1), edgeOf(c, b, 3)];
  const spread = measureSpread(edges, [c, a, b], 0);
  expect(spread.map(({ asset }) => asset)).toEqual([a, b, c]);
  // A hop keeps 0.8 of the move: A to B 0.4, A to C 0.8; B to C 0.8; C to B 0.8, the weight held at 1.
  const [ofA, ofB, ofC] = spread;
  expect(ofA).toEqual({ asset: a, reach: expect.closeTo((0.8 * 0.8 + 0.8) / 2, 9), exposure: 0 });
  expect(ofB?.reach).toBeCloseTo(0.4, 9);
  expect(ofC?.exposure).toBeCloseTo(1 - 0.2 * 0.2, 9);
});

test("every sample is of a signal that the catalogue has, in its unit and range", () => {
  const assets = ["BTC-USD", "ETH-USD"];
  const clusters = clustersOf(2).map((cluster) => ({ ...cluster, members: assets }));
  const changes = {
    weights: assets.map((asset) => ({ asset, weight: 0.5 })),
    regime: { regime: "calm" as const, coupling: 0.1, activity: 0 },
  };
  const catalogue = createSignalCatalogue(pipelines);
  for (const { key, value, unit } of listSamples(analysisOf(clusters, [edgeOf("BTC-USD", "ETH-USD", 0.5)], changes))) {
    const signal = catalogue.find(key);
    expect(signal, key).toBeDefined();
    expect(pipelines.signals[key.replace(/^(cluster|cascade)\..*\./, "$1.*.")]?.unit, key).toBe(unit);
    expect(value).toBeGreaterThanOrEqual(signal?.min ?? Number.NEGATIVE_INFINITY);
    expect(value).toBeLessThanOrEqual(signal?.max ?? Number.POSITIVE_INFINITY);
  }
});
