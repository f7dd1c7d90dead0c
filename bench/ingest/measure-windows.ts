import { makeRow } from "../evaluate/make-row.ts";
import { medianOf } from "../evaluate/time-ticks.ts";
import type { Row } from "../measurement.ts";
import { expectRuns } from "./expect-runs.ts";
import { createMarket, type MarketSize, windowEndMs } from "./market.ts";
import { readCpuMs, readMemoryMb, resetPeak } from "./process-usage.ts";
import type { Pace, SourceServer } from "./source-server.ts";
import { type BenchWorkerd, startWorker } from "./workerd/start-worker.ts";
import { watchHeap } from "./workerd/watch-heap.ts";
import type { WindowReport } from "./workerd/worker.ts";

export type WindowPlan = {
  readonly n: number;
  /** Assets that the two sources of bars are asked for, one call each. */
  readonly barsMax: number;
  readonly warm: number;
  readonly measured: number;
  readonly script: string;
  readonly emptyMb: number;
  /** Slow answers, for a row of their own; null: none. */
  readonly pace: Pace | null;
};

const bytesPerMb = 2 ** 20;

/**
 * Whole scheduled runs in a workerd that has run none yet, for `n` assets. Its CPU is that of the process: of the Worker, and
 * of the objects, cache and queues that stand beside it here. Its memory is what is resident at most in its first window, and
 * in all of them, less that of a workerd with an empty Worker: of the process too, with garbage that V8 saw no need to collect
 * and what hangs on it outside of the heap. The platform's limit is for the Worker's isolate alone, as `ingest/heap` is.
 */
export async function measureWindows(plan: WindowPlan, server: SourceServer): Promise<readonly Row[]> {
  const { n, barsMax, warm, measured, script, emptyMb, pace } = plan;
  const worker = await startWorker(script, { urls: server.urls });
  try {
    const size = { n, barsMax };
    const run = await prepare(worker, server, size);
    resetPeak(worker.pid);
    const cold = await timeWindow(worker, () => run(1));
    const { peakMb: coldMb } = readMemoryMb(worker.pid);
    for (let at = 0; at < warm; at += 1) await run(2 + at);
    const times: { cpuMs: number; wallMs: number }[] = [];
    for (let at = 0; at < measured; at += 1) times.push(await timeWindow(worker, () => run(2 + warm + at)));
    const { peakMb } = readMemoryMb(worker.pid);
    const counted = await run(2 + warm + measured, { isCounted: true });
    const { requests, bytes } = server.asked();
    checkReport(counted, size, windowEndMs(2 + warm + measured));
    const cpuMs = times.reduce((sum, time) => sum + time.cpuMs, 0) / measured;
    const mix = barsMax < n ? [`${barsMax}-bars`] : [];
    const row = (name: string, value: number, unit: string, ...how: string[]) =>
      makeRow({ case: [`ingest/${name}`, ...mix, ...how].join("@"), n, value, unit });
    const rows = [
      row("window-cpu", cpuMs, "ms"),
      row("window-cpu", cold.cpuMs, "ms", "cold"),
      row("window-wall", medianOf(times.map(({ wallMs }) => wallMs)), "ms"),
      row("memory", coldMb - emptyMb, "MB"),
      row("memory", peakMb - emptyMb, "MB", `${1 + warm + measured}-windows`),
      row("subrequests", requests + counted.bindingCalls, "calls"),
      row("bytes-received", bytes, "bytes"),
      row("bytes-sent", counted.bytesSent, "bytes"),
    ];
    if (pace === null) return rows;
    const startMs = performance.now();
    const slow = await run(3 + warm + measured, { isCounted: true, pace });
    const slowMs = performance.now() - startMs;
    const lost = sumRows(counted) - sumRows(slow);
    const name = `${pace.lanes}x${pace.delayMs}ms`;
    return [...rows, row("window-wall", slowMs, "ms", name), row("quotes-lost", lost, "quotes", name)];
  } finally {
    await worker.stop();
  }
}

/** In a workerd of its own, as the inspector may cost: a few windows from the first on. */
export async function measureHeap(size: MarketSize, script: string, server: SourceServer): Promise<Row> {
  const worker = await startWorker(script, { urls: server.urls, hasInspector: true });
  try {
    const run = await prepare(worker, server, size);
    if (worker.inspectorUrl === null) throw new Error("this workerd has no inspector");
    const peak = await watchHeap(worker.inspectorUrl, async () => {
      for (let window = 1; window <= 5; window += 1) await run(window);
    });
    return makeRow({ case: "ingest/heap", n: size.n, value: peak / bytesPerMb, unit: "MB" });
  } finally {
    await worker.stop();
  }
}

async function prepare(worker: BenchWorkerd, server: SourceServer, size: MarketSize) {
  const { n } = size;
  const market = createMarket(size);
  await worker.call("declare", size);
  return async (window: number, { isCounted = false, pace }: { isCounted?: boolean; pace?: Pace } = {}) => {
    const endMs = windowEndMs(window);
    server.show(market, endMs, pace);
    const report = await worker.call("window", { endMs, isCounted });
    if (report.outcome !== "done") throw new Error(`a window of ${n} assets is ${report.outcome}: ${report.note}`);
    if (report.errors.length > 0) throw new Error(`a window of ${n} assets logged ${report.errors.join("; ")}`);
    return report;
  };
}

async function timeWindow(worker: BenchWorkerd, run: () => Promise<unknown>) {
  const [cpuMs, startMs] = [readCpuMs(worker.pid), performance.now()];
  await run();
  return { cpuMs: readCpuMs(worker.pid) - cpuMs, wallMs: performance.now() - startMs };
}

/** Nothing that the Worker left undone may make it look cheap. */
function checkReport({ runs }: WindowReport, size: MarketSize, endMs: number): void {
  const found = runs.map(({ source, rows, refusedRows }) => ({ source, rows, refusedRows }));
  const [said, expected] = [found, expectRuns(createMarket(size), endMs)].map((list) =>
    JSON.stringify([...list].sort((a, b) => (a.source < b.source ? -1 : 1))),
  );
  if (said !== expected) throw new Error(`the window of ${size.n} assets has ${said}, expected ${expected}`);
}

const sumRows = ({ runs }: WindowReport): number => runs.reduce((sum, { rows }) => sum + rows, 0);
