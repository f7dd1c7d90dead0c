import { buildEngine } from "./build-engine.ts";
import { toSamples, walkPrices } from "./market.ts";
import { createPopulation } from "./population.ts";
import { readInput, writeOutput } from "./run-child.ts";

export type BytesInput = { readonly n: number };

const ticks = 5;

/** What an engine with one-leaf triggers keeps in memory more than one without, after some points, per trigger. */
export function measureBytes({ n }: BytesInput): number {
  const population = createPopulation("one-leaf", n);
  const samples = walkPrices(ticks).map((prices, at) => toSamples(at + 1, prices));
  const step = (engine: ReturnType<typeof buildEngine>) => {
    for (const [at, one] of samples.entries()) engine.step(at + 1, one, () => undefined);
    return engine;
  };
  const empty = step(buildEngine({ ...population, n: 0 }));
  const before = readBytes();
  const full = step(buildEngine(population));
  const after = readBytes();
  // Both are used here, so that neither was collected before.
  if (empty.tick !== full.tick) throw new Error("both engines stand at one point");
  return (after - before) / n;
}

/** The heap and what lies outside of it, array buffers among that. */
function readBytes(): number {
  if (globalThis.gc === undefined) throw new Error("this needs node --expose-gc");
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

if (import.meta.main) writeOutput(measureBytes(readInput<BytesInput>()));
