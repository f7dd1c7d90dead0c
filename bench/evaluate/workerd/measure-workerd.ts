import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "../../measurement.ts";
import { makeRow } from "../make-row.ts";
import { startPrices, walkPrices } from "../market.ts";
import { createPopulation, isHeld, type Kind, kinds } from "../population.ts";
import { medianOf } from "../time-ticks.ts";
import { BenchWorker } from "./bench-worker.ts";
import type { Commands } from "./worker.ts";

const signals = ["SIGINT", "SIGTERM"] as const;
const batches = 6;
/** So many ticks take longer than a request by far. */
const engineBatch = 200;
const loopBatch = 20_000;
const registryBatch = 10;

/**
 * The same under workerd: ticks of the engine and of the bare loop, the whole tick of the registry's own actor, and its
 * first tick in a process that has loaded nothing yet. Timed from outside, less what a request costs that does nothing.
 */
export async function measureWorkerd(sizes: readonly number[], say: (line: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
  let worker = await BenchWorker.start(folder);
  // The Worker has a process group of its own, which a Ctrl-C here does not reach.
  const interrupt = async () => {
    await worker.kill();
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  const onSignal = () => void interrupt();
  for (const signal of signals) process.once(signal, onSignal);
  try {
    const rows: Row[] = [];
    for (const kind of kinds) {
      for (const n of sizes) {
        say(`workerd: ${kind}, ${n.toLocaleString("en")} triggers`);
        rows.push(...(await measureCore(worker, kind, n)));
      }
    }
    for (const n of sizes) {
      say(`workerd: a registry of ${n.toLocaleString("en")} triggers`);
      await worker.call("fill", { n });
    }
    await worker.stop();
    worker = await BenchWorker.start(folder);
    for (const n of sizes) {
      say(`workerd: whole ticks, ${n.toLocaleString("en")} triggers`);
      rows.push(...(await measureRegistry(worker, n)));
    }
    return rows;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureCore(worker: BenchWorker, kind: Kind, n: number): Promise<Row[]> {
  await worker.call("build", { kind, n, ticks: (batches + 1) * engineBatch });
  const emptyMs = await timeBatches(worker, "empty", () => ({}));
  const engineMs = await timeBatches(worker, "step-engine", () => ({ count: engineBatch }));
  const loopMs = await timeBatches(worker, "step-loop", () => ({ count: loopBatch }));
  const ours = (engineMs - emptyMs) / engineBatch;
  const row = { case: `evaluate/${kind}@workerd`, n, unit: "ms" };
  return [
    makeRow({ ...row, value: ours }),
    makeRow({ ...row, value: (loopMs - emptyMs) / loopBatch }, { name: "crossing-loop", ours }),
  ];
}

async function measureRegistry(worker: BenchWorker, n: number): Promise<Row[]> {
  // The object itself is there; its shard is not loaded.
  await worker.call("ignore", { n, from: 0, count: 1 });
  const ignoredMs = await worker.time("ignore", { n, from: 0, count: 1 });
  const startMs = performance.now();
  const fires = await worker.call("apply", { n, from: 0, count: 1 });
  const coldMs = performance.now() - startMs - ignoredMs;
  const expected = countTrue(n);
  if (fires !== expected) throw new Error(`the first tick has ${String(fires)} fires, expected ${expected}`);
  const pieces = (at: number) => ({ n, from: 1 + at * registryBatch, count: registryBatch });
  const wholeMs = await timeBatches(worker, "apply", pieces);
  const emptyMs = await timeBatches(worker, "ignore", pieces);
  return [
    makeRow({ case: "evaluate/cold-start-ms@workerd", n, value: coldMs, unit: "ms" }),
    makeRow({ case: "evaluate/whole-tick@workerd", n, value: (wholeMs - emptyMs) / registryBatch, unit: "ms" }),
  ];
}

/** The median of the batches after the first, which warms up. */
async function timeBatches<Name extends keyof Commands>(
  worker: BenchWorker,
  name: Name,
  input: (batch: number) => Commands[Name],
): Promise<number> {
  const times: number[] = [];
  for (let batch = 0; batch <= batches; batch += 1) times.push(await worker.time(name, input(batch)));
  return medianOf(times.slice(1));
}

/** At the first prices no trigger holds: those that hold at the next point fire there. */
function countTrue(n: number): number {
  const { signals, ops, thresholds } = createPopulation("one-leaf", n);
  const [prices = startPrices] = walkPrices(1);
  return signals.reduce(
    (sum, signal, at) => sum + (isHeld(ops[at] ?? 0, prices[signal] ?? 0, thresholds[at] ?? 0) ? 1 : 0),
    0,
  );
}
