import type { Row } from "../measurement.ts";
import { buildEngine } from "./build-engine.ts";
import { makeRow } from "./make-row.ts";
import { type Readings, toPeakShares, toSamples, walkPrices } from "./market.ts";
import { createCelSweep } from "./peers/cel-sweep.ts";
import { createCrossingLoop } from "./peers/crossing-loop.ts";
import { createJsonRules } from "./peers/json-rules.ts";
import type { Peer } from "./peers/peer.ts";
import { createTypedScan } from "./peers/typed-scan.ts";
import { createPopulation, type Kind, type Population } from "./population.ts";
import { readInput, writeOutput } from "./run-child.ts";
import { medianOf, type TickPlan, timeTicks } from "./time-ticks.ts";

export type CoreInput = { readonly kind: Kind; readonly n: number; readonly ticks: number };

/** Stops part into more and more peaks as some of them fire: they have to be of some age before they are measured. */
const warmTicks: Readonly<Record<Kind, number>> = { "one-leaf": 250, "three-leaf": 250, trailing: 1_000 };
/** Where triggers have three leaves a third of them is swept, and the time is scaled to all: the rest would not fit. */
const celLeavesMax = 1_000_000;
/** Each rule takes as long however many there are: so many run, and their time is scaled to all. */
const jsonRulesMax = 1_000;

/**
 * Medians per tick of the engine and of its peers over the same ticks, in one process. The interpreters go first: they are
 * two to three times slower on a heap where much has been.
 */
export async function measureCore({ kind, n, ticks }: CoreInput): Promise<readonly Row[]> {
  const population = createPopulation(kind, n);
  const warm = warmTicks[kind];
  const prices = walkPrices(warm + ticks);
  const readings = kind === "trailing" ? toPeakShares(prices) : prices;
  const plan = { warm, measured: ticks };
  const time = async (create: (population: Population) => Peer, peerPlan: TickPlan) => {
    const peer = create(population);
    const ms = medianOf(await timeTicks(peerPlan, (at) => peer.tick(readings[at] ?? none)));
    return { name: peer.name, msPerTick: (ms * n) / peer.n };
  };
  const celTriggers = Math.min(n, Math.floor(celLeavesMax / population.leavesEach));
  const peers = [
    await time((all) => createJsonRules(all, Math.min(n, jsonRulesMax)), { warm: 5, measured: 15 }),
    await time((all) => createCelSweep(all, celTriggers), sweepPlan(celTriggers)),
    await time(createTypedScan, sweepPlan(n)),
    await time(createCrossingLoop, plan),
  ];
  const samples = prices.map((row, at) => toSamples(at + 1, row));
  const engine = buildEngine(population);
  const ours = medianOf(await timeTicks(plan, (at) => engine.step(at + 1, samples[at] ?? new Map(), ignoreFire)));
  const row = { case: `evaluate/${kind}`, n, unit: "ms" };
  return [
    makeRow({ ...row, value: ours }),
    ...peers.toReversed().map(({ name, msPerTick }) => makeRow({ ...row, value: msPerTick }, { name, ours })),
    ...(kind === "one-leaf" ? [countCrossings(population, readings.slice(-ticks))] : []),
  ];
}

const sweepPlan = (n: number): TickPlan => (n > 100_000 ? { warm: 6, measured: 14 } : { warm: 40, measured: 40 });

/** Thresholds that lie between one reading and the next, on average. */
function countCrossings(population: Population, readings: readonly Readings[]): Row {
  const loop = createCrossingLoop(population);
  const crossed = readings.map((row) => {
    void loop.tick(row);
    return loop.countCrossings();
  });
  const perTick = crossed.slice(1);
  const mean = perTick.reduce((sum, count) => sum + count, 0) / perTick.length;
  return makeRow({ case: "evaluate/crossings", n: population.n, value: mean, unit: "crossings" });
}

const ignoreFire = (): void => undefined;
const none: Readings = new Float64Array(0);

if (import.meta.main) writeOutput(await measureCore(readInput<CoreInput>()));
