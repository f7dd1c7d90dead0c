import { Engine } from "../../evaluate/core/engine.ts";
import { decodeEngine } from "../../evaluate/core/engine-snapshot.ts";
import { toVerdict } from "../../evaluate/core/join-shape.ts";
import { SnapshotRows } from "../../evaluate/records/snapshot-rows.ts";
import { engineSettings } from "./build-engine.ts";
import { writeCondition } from "./describe-trigger.ts";
import { filledTick } from "./fill-shard.ts";
import { startPrices, toSamples, walkPrices } from "./market.ts";
import { openNodeStorage } from "./node-storage.ts";
import { createPopulation, isHeld, type Population } from "./population.ts";
import { readInput, writeOutput } from "./run-child.ts";

export type ColdStartInput = { readonly path: string; readonly n: number };
export type ColdStart = { readonly ms: number; readonly checked: string };

/**
 * From a stored snapshot to the first correct verdict, in a process that has evaluated nothing yet: read and join the
 * parts, decode, restore, evaluate one point. The verdict is that of a trigger that turns at this very point.
 */
export function measureColdStart({ path, n }: ColdStartInput): ColdStart {
  const population = createPopulation("one-leaf", n);
  const [prices = startPrices] = walkPrices(1);
  const samples = toSamples(filledTick + 1, prices);
  const witness = findTurning(population, prices);
  const storage = openNodeStorage(path);
  const rows = new SnapshotRows(storage.sql);

  const startMs = performance.now();
  const [head] = rows.heads();
  const bytes = head === undefined ? undefined : rows.read(head);
  if (bytes === undefined) throw new Error("the database holds no snapshot");
  const state = decodeEngine(bytes);
  if (!state.ok) throw new Error(`the snapshot ${state.error}`);
  const engine = new Engine(engineSettings);
  engine.restore(state.value);
  engine.step(filledTick + 1, samples, () => undefined);
  const { verdict } = engine.statusOf(witness);
  const ms = performance.now() - startMs;

  storage.close();
  for (let trigger = 0; trigger < n; trigger += 1) {
    if (engine.statusOf(trigger).verdict !== toVerdict(isTrue(population, trigger, prices))) {
      throw new Error(`after the restart trigger ${trigger} is judged wrongly: ${writeCondition(population, trigger)}`);
    }
  }
  return { ms, checked: `${writeCondition(population, witness)} is ${verdict === 1}, was ${verdict !== 1}` };
}

function findTurning(population: Population, prices: Float64Array): number {
  for (let trigger = 0; trigger < population.n; trigger += 1) {
    if (isTrue(population, trigger, prices) !== isTrue(population, trigger, startPrices)) return trigger;
  }
  throw new Error("no trigger turns at this point");
}

function isTrue({ ops, signals, thresholds }: Population, trigger: number, prices: Float64Array): boolean {
  return isHeld(ops[trigger] ?? 0, prices[signals[trigger] ?? 0] ?? Number.NaN, thresholds[trigger] ?? Number.NaN);
}

if (import.meta.main) writeOutput(measureColdStart(readInput<ColdStartInput>()));
