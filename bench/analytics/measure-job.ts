import { writeFileSync } from "node:fs";
import { CoMoments } from "../../analytics/core/moments/co-moments.ts";
import { readKernel } from "../../analytics/core/moments/kernel/read-kernel.ts";
import { analyticsSettings } from "../../analytics/settings.ts";
import { readInput, writeOutput } from "../evaluate/run-child.ts";
import { medianOf } from "../evaluate/time-ticks.ts";
import { barMs, createMarket } from "./market.ts";
import { type JobTimes, runJob, totalOf } from "./run-job.ts";

export type JobInput = {
  readonly n: number;
  readonly windowBars: number;
  readonly missingShare: number;
  readonly repeats: number;
  /** Where the window's returns go, series by series as f64, so that a peer has the same; null: nowhere. */
  readonly returnsPath: string | null;
};

export type JobOutput = {
  readonly firstMs: number;
  readonly totalMs: number;
  /** Medians. */
  readonly times: JobTimes;
  /** WebAssembly memory, and all buffers that a job makes, as if none were freed before its end. Needs `--expose-gc`. */
  readonly memoryMb: number;
  readonly storedMb: number;
  readonly storeMs: number;
  readonly restoreMs: number;
  /** Of the last job. */
  readonly correlation: readonly number[];
  readonly heights: readonly number[];
};

/** Six hours of bars. */
export const barsPerJob = 180;
const megabyte = 2 ** 20;

export function measureJob({ n, windowBars, missingShare, repeats, returnsPath }: JobInput): JobOutput {
  const { lagsMax } = analyticsSettings;
  const settings = { barMs, windowBars, lagsMax, kernel: readKernel() };
  const moments = new CoMoments(settings);
  const market = createMarket(n, missingShare);
  for (let bar = 1; bar <= windowBars; bar += 1) moments.addBar(bar * barMs, market.next());
  moments.fold();
  const times: JobTimes[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    times.push(runJob(moments, Array.from({ length: barsPerJob }, market.next)).times);
  }
  // The last job is not timed: to collect garbage before it throws away what was compiled.
  const bars = Array.from({ length: barsPerJob }, market.next);
  globalThis.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  const last = runJob(moments, bars);
  const buffers = process.memoryUsage().arrayBuffers - before;
  const median = (read: (times: JobTimes) => number): number => medianOf(times.slice(1).map(read));
  if (returnsPath !== null) writeReturns(moments, market.names, returnsPath);
  return {
    firstMs: totalOf(times[0] as JobTimes),
    totalMs: median(totalOf),
    times: {
      barsMs: median(({ barsMs }) => barsMs),
      correlationsMs: median(({ correlationsMs }) => correlationsMs),
      linkageMs: median(({ linkageMs }) => linkageMs),
      cascadeMs: median(({ cascadeMs }) => cascadeMs),
    },
    memoryMb: (moments.memoryBytes + buffers) / megabyte,
    ...measureStore(moments),
    correlation: returnsPath === null ? [] : [...last.correlation.values],
    heights: last.linkage.map(([, , height]) => height),
  };
}

function measureStore(moments: CoMoments): Pick<JobOutput, "storedMb" | "storeMs" | "restoreMs"> {
  const startMs = performance.now();
  const stored = moments.store();
  if (stored === null) throw new Error("there is nothing to store");
  // A database copies what it is given.
  const pieces = [...stored.pieces].map(({ bytes, checksum }) => ({ bytes: bytes.slice(), checksum }));
  const storedMs = performance.now();
  const restored = CoMoments.restore(moments.settings, stored.header, pieces);
  const endMs = performance.now();
  if (restored?.newestMs !== moments.newestMs) throw new Error("the sums were not restored");
  const storedMb = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0) / megabyte;
  return { storedMb, storeMs: storedMs - startMs, restoreMs: endMs - storedMs };
}

function writeReturns(moments: CoMoments, names: readonly string[], path: string): void {
  const [fromMs, toMs] = [moments.oldestMs ?? 0, moments.newestMs ?? 0];
  const rows = names.map((name) => moments.returnsOf(name, fromMs, toMs));
  writeFileSync(path, Buffer.concat(rows.map((row) => Buffer.from(row.buffer))));
}

if (import.meta.main) writeOutput(measureJob(readInput<JobInput>()));
