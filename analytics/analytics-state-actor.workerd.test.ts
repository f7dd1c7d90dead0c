/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CascadeRun } from "../contracts/cascade.ts";
import { ClusterRun } from "../contracts/cluster.ts";
import { connectAnalyticsState } from "./adapters/analytics-state.ts";
import type { Analysis, AnalysisRequest, AnalyticsState } from "./analytics-state.ts";
import type { AnalyticsStateActor } from "./analytics-state-actor.ts";
import { analyticsSettings } from "./settings.ts";
import { windowOf } from "./test-windows.ts";
import { ticksStage } from "./ticks-stage.ts";

const { ANALYTICS_STATE } = env as unknown as { ANALYTICS_STATE: DurableObjectNamespace<AnalyticsStateActor> };
const baseMs = Date.UTC(2021, 4, 19);
const hourMs = 3_600_000;
const at = (minutes: number): number => baseMs + minutes * 60_000;
const expected = ["A-USD", "E-USD"];

/** A and B move together, C alone, D stands still; F follows A by four minutes. Seeded by the bar alone. */
function priceOf(asset: string, bar: number): number {
  const wave = (seed: number, at: number) => Math.sin(at * seed) + Math.sin(at * at * 0.37 * seed);
  switch (asset) {
    case "A-USD":
      return Math.exp(0.01 * wave(1, bar));
    case "B-USD":
      return 2 * Math.exp(0.01 * wave(1, bar) + 0.001 * wave(2, bar));
    case "C-USD":
      return Math.exp(0.01 * wave(3, bar));
    case "F-USD":
      return Math.exp(0.008 * wave(1, bar - 2) + 0.004 * wave(5, bar));
    default:
      return 1;
  }
}

const assets = ["A-USD", "B-USD", "C-USD", "D-USD", "F-USD"];
const barsOf = (from: number, to: number, names: readonly string[] = assets) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    atMs: at(2 * (from + index)),
    prices: names.map((asset) => [asset, priceOf(asset, from + index)] as const),
  }));
const ask = (minutes: number) => ({ scheduledMs: at(minutes), expected, themes: [] });
async function analyze(state: AnalyticsState, request: AnalysisRequest): Promise<Analysis> {
  await state.analyze(request);
  const analysis = await state.readAnalysis(request.scheduledMs);
  if (analysis === null) throw new Error("nothing was kept");
  return analysis;
}
const membersOf = ({ fast }: Analysis) => fast.clusters.map(({ members }) => members.join(" "));

test("windows go in through the stage, in any order and more than once; the first price stays", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "idempotent");
  expect(await state.span()).toBeNull();
  const early = windowOf(at(2), { "ETH-USD": 2_700, "BTC-USD": 38_000 });
  const late = windowOf(at(4), { "ETH-USD": 2_650.5 });
  const outcomes = await ticksStage.process([late, early, late], { state });
  expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ kind: "emit", messages: [] })));
  const changed = windowOf(at(2), { "ETH-USD": 1, "ADA-USD": 1.5 });
  expect(await state.addTicks(changed)).toEqual({ added: 1, repeated: 1, expired: 0 });
  expect(await state.span()).toEqual({ firstMs: at(2), latestMs: at(4) });
});

test("bars older than what is kept are pruned, and not taken in again; an eviction loses nothing", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "retention");
  const old = windowOf(at(2), { "ETH-USD": 1 });
  await state.addTicks(old);
  await state.addTicks(windowOf(at(4), { "ETH-USD": 2 }));
  await state.addTicks(windowOf(at(4) + analyticsSettings.keepMs, { "ETH-USD": 3 }));
  expect(await state.addTicks(old)).toEqual({ added: 0, repeated: 0, expired: 1 });
  await evictDurableObject(ANALYTICS_STATE.getByName("retention"));
  expect(await state.span()).toEqual({ firstMs: at(4), latestMs: at(4) + analyticsSettings.keepMs });
  expect(await state.addTicks(windowOf(at(4), { "ETH-USD": 9 }))).toEqual({ added: 0, repeated: 1, expired: 0 });
});

test("six hours: clusters, weights, regime, and who follows whom, as the contracts have them", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "whole");
  await state.addBars(barsOf(0, 720));
  const analysis = await analyze(state, ask(1_440));
  const { fast, cascade } = analysis;
  expect([ClusterRun.safeParse(fast).success, CascadeRun.safeParse(cascade).success]).toEqual([true, true]);
  expect(fast).toMatchObject({ view: "fast", asOfMs: at(1_440), windowMs: 24 * hourMs, barMs: 120_000 });
  expect(fast.validUntilMs).toBe(at(1_440) + 13 * hourMs);
  expect(membersOf(analysis)).toEqual(["A-USD B-USD", "C-USD", "F-USD"]);
  expect(fast.refused).toEqual([
    { asset: "D-USD", reason: "too-few-returns" },
    { asset: "E-USD", reason: "too-few-returns" },
  ]);
  expect(fast.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(fast.regime).not.toBeNull();
  const [lead] = cascade.edges.filter(({ to }) => to === "F-USD");
  expect(lead).toMatchObject({ lagMs: 240_000, origin: "learned", lastSeenMs: at(1_440) });
  expect(["A-USD", "B-USD"]).toContain(lead?.from);
  expect(lead?.weight).toBeCloseTo(0.8, 1);
});

test("kept from run to run, restored after an eviction, or made anew from the bars: the same bytes", async () => {
  const kept = connectAnalyticsState(ANALYTICS_STATE, "kept");
  const anew = connectAnalyticsState(ANALYTICS_STATE, "anew");
  const gaps = (bars: ReturnType<typeof barsOf>) => bars.filter((_, index) => index % 97 !== 5);
  const [first, second] = [gaps(barsOf(0, 180)), gaps(barsOf(181, 360))];
  await kept.addBars(first);
  await analyze(kept, ask(360));
  await evictDurableObject(ANALYTICS_STATE.getByName("kept"));
  await kept.addBars(second);
  await anew.addBars([...second, ...first]);
  // The run before decides about the ids alone.
  const [a, b] = [await analyze(kept, ask(720)), await analyze(anew, ask(720))];
  expect(JSON.stringify(a.cascade)).toBe(JSON.stringify(b.cascade));
  const withoutLineage = ({ fast }: Analysis) => ({
    ...fast,
    clusters: fast.clusters.map(({ lineage: _, ...cluster }) => cluster),
  });
  expect(JSON.stringify(withoutLineage(a))).toBe(JSON.stringify(withoutLineage(b)));
  expect(a.fast.clusters.every(({ lineage }) => lineage.state === "kept")).toBe(true);
});

test("a price that comes late changes the next run, and no run that was", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "late");
  const whole = connectAnalyticsState(ANALYTICS_STATE, "punctual");
  const bars = barsOf(0, 200);
  await state.addBars(bars.filter(({ atMs }) => atMs !== at(100)));
  await whole.addBars(bars);
  const before = await analyze(state, ask(360));
  await state.addBars(bars);
  expect(await analyze(state, ask(360))).toEqual(before);
  expect(await analyze(whole, ask(360))).not.toEqual(before);
  expect((await analyze(state, ask(400))).cascade).toEqual((await analyze(whole, ask(400))).cascade);
});

test("a schedule that comes after a later one looks at its own time", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "backwards");
  const other = connectAnalyticsState(ANALYTICS_STATE, "forwards");
  for (const each of [state, other]) await each.addBars(barsOf(0, 360));
  await analyze(state, ask(720));
  expect((await analyze(state, ask(360))).cascade).toEqual((await analyze(other, ask(360))).cascade);
});

test("a schedule that was never analysed has no answer", async () => {
  expect(await connectAnalyticsState(ANALYTICS_STATE, "never").readAnalysis(at(0))).toBeNull();
});

test("too little history: every asset is refused, and nothing else is said", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "short");
  await state.addBars(barsOf(0, 14));
  const { fast, slow, cascade } = await analyze(state, ask(28));
  expect([fast.clusters, cascade.edges, slow]).toEqual([[], [], null]);
  const names = ["A-USD", "B-USD", "C-USD", "D-USD", "E-USD", "F-USD"];
  expect(fast.refused).toEqual(names.map((asset) => ({ asset, reason: "too-little-history" })));
  expect(ClusterRun.safeParse(fast).success).toBe(true);
});

test("the slow view has prediction markets and themes beside the assets", async () => {
  const state = connectAnalyticsState(ANALYTICS_STATE, "slow");
  await state.addBars(barsOf(0, 60 * 15));
  const half = (minutes: number) => Array.from({ length: 61 }, (_, index) => at(30 * index) + minutes * 60_000);
  const themes = [
    // The market's log odds are the price of C: they belong together.
    {
      key: "market.cut",
      atMs: Float64Array.from(half(0)),
      value: Float64Array.from(half(0), (_, index) => {
        const odds = priceOf("C-USD", 15 * index) ** 3;
        return odds / (1 + odds);
      }),
    },
    {
      key: "factor.risk",
      atMs: Float64Array.from(half(0)),
      value: Float64Array.from(half(0), (_, index) => Math.sin(index * 7)),
    },
    { key: "event.cyber", atMs: Float64Array.of(at(100)), value: Float64Array.of(0.7) },
    { key: "market.closed", atMs: Float64Array.of(at(1)), value: Float64Array.of(0.7) },
  ];
  const { slow } = await analyze(state, { scheduledMs: at(1_800), expected: [], themes });
  expect(slow).toMatchObject({ view: "slow", barMs: 30 * 60_000, asOfMs: at(1_800) });
  expect(slow?.clusters.map(({ members }) => members.join(" "))).toContain("C-USD market.cut");
  expect(slow?.assets).toContain("factor.risk");
  expect(slow?.refused).toContainEqual({ asset: "market.closed", reason: "too-few-returns" });
});
