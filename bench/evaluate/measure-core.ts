import type { Row } from "../measurement.ts";
import { buildEngine } from "./build-engine.ts";
import { makeRow } from "./make-row.ts";
import { type Readings, toPeakShares, toSamples, walkPrices } from "./market.ts";
import { createCelSweep } from "./peers/cel-sweep.ts";
import { createCrossingLoop } from "./peers/crossing-loop.ts";
import { createJsonRules } from "./peers/json-rules.ts";
import type { Peer } from "./peers/peer.ts";
import { createTypedScan } from "./peers/typed-scan.ts";
import { createPopulation, type Kind } from "./population.ts";
import { readInput, writeOutput } from "./run-child.ts";
import { medianOf, type TickPlan, timeTicks } from "./time-ticks.ts";

export type CoreInput = { readonly kind: Kind; readonly n: number; readonly ticks: number };

const warm = 250;
/** Interpreters take as long for each trigger however many there are: they run so many a tick, and this is scaled to `n`. */
const celTriggers = 10_000;
const celHeld = 100_000;
/** All that are held several times over. */
const celTicks = { warm: 40, measured: 80 };
const jsonRulesTriggers = 1_000;
const jsonRulesTicks = { warm: 5, measured: 15 };

/** Medians per tick of the engine and of its peers over the same ticks, in one process. */
export async function measureCore({ kind, n, ticks }: CoreInput): Promise<readonly Row[]> {
  const population = createPopulation(kind, n);
  const prices = walkPrices(warm + ticks);
  const readings = kind === "trailing" ? toPeakShares(prices) : prices;
  const samples = prices.map((row, at) => toSamples(at + 1, row));
  const plan = { warm, measured: ticks };

  const engine = buildEngine(population);
  const ours = medianOf(await timeTicks(plan, (at) => engine.step(at + 1, samples[at] ?? new Map(), ignoreFire)));
  const row = { case: `evaluate/${kind}`, n, unit: "ms" };
  const peers = [
    await timePeer(createCrossingLoop(population), n, readings, plan),
    await timePeer(createTypedScan(population), n, readings, { warm: 10, measured: Math.min(ticks, 50) }),
    await timePeer(createCelSweep(population, Math.min(n, celHeld), Math.min(n, celTriggers)), n, readings, celTicks),
    await timePeer(createJsonRules(population, Math.min(n, jsonRulesTriggers)), n, readings, jsonRulesTicks),
  ];
  return [
    makeRow({ ...row, value: ours }),
    ...peers.map(({ name, msPerTick }) => makeRow({ ...row, value: msPerTick }, { name, ours })),
    ...(kind === "one-leaf" ? [countCrossings(createCrossingLoop(population), readings, n)] : []),
  ];
}

async function timePeer(peer: Peer, n: number, readings: readonly Readings[], plan: TickPlan) {
  const ms = medianOf(await timeTicks(plan, (at) => peer.tick(readings[at] ?? none)));
  return { name: peer.name, msPerTick: (ms * n) / peer.n };
}

function countCrossings(
  { tick, countCrossings: count }: ReturnType<typeof createCrossingLoop>,
  readings: readonly Readings[],
  n: number,
): Row {
  const perTick = readings.map((row) => {
    void tick(row);
    return count();
  });
  const measured = perTick.slice(warm);
  const mean = measured.reduce((sum, crossed) => sum + crossed, 0) / measured.length;
  return makeRow({ case: "evaluate/crossings", n, value: mean, unit: "crossings" });
}

const ignoreFire = (): void => undefined;
const none: Readings = new Float64Array(0);

if (import.meta.main) writeOutput(await measureCore(readInput<CoreInput>()));
