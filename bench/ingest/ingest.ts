import { join } from "node:path";
import { runChild } from "../evaluate/run-child.ts";
import type { Row, Suite } from "../measurement.ts";
import type { ConsensusInput } from "./measure-consensus.ts";
import { measureHeap, measureWindows } from "./measure-windows.ts";
import { canReadUsage, readMemoryMb } from "./process-usage.ts";
import { startSourceServer } from "./source-server.ts";
import { bundleWorker, startWorker } from "./workerd/start-worker.ts";

const sizes = [50, 500, 1_000];
/** Bars take a call an asset: for a long list of assets, the first so many alone have them. */
const fewBars = 50;
/** A Worker has six connections, and far servers take their time. */
const pace = { lanes: 6, delayMs: 100 };

/**
 * What one scheduled ingest run costs: the edge Worker's own stage, wiring, client and adapters in a real workerd, asking ten
 * sources on loopback, and its pure part in Node beside a plain median.
 */
export const ingest: Suite = async (say, { isQuick }) => {
  const rows: Row[] = [];
  for (const n of sizes) {
    say(`consensus, ${n.toLocaleString("en")} assets of ten sources`);
    const input: ConsensusInput = { n, windows: isQuick ? 20 : 200 };
    rows.push(...(await runChild<Row[]>(join(import.meta.dirname, "measure-consensus.ts"), input)));
  }
  if (!canReadUsage()) {
    say("workerd: the CPU and memory of another process are read on Linux alone; left out");
    return rows;
  }
  const server = await startSourceServer();
  try {
    const script = bundleWorker();
    const emptyMb = await measureEmptyMb();
    say(`workerd with an empty Worker takes ${emptyMb.toFixed(1)} MB, which is taken off the memory`);
    const plan = { script, emptyMb, warm: isQuick ? 1 : 5, measured: isQuick ? 2 : 10, pace: isQuick ? null : pace };
    for (const n of sizes) {
      say(`workerd: windows of ${n.toLocaleString("en")} assets`);
      rows.push(...(await measureWindows({ ...plan, n, barsMax: n }, server)));
      rows.push(await measureHeap({ n, barsMax: n }, script, server));
      if (n > fewBars) rows.push(...(await measureWindows({ ...plan, n, barsMax: fewBars }, server)));
    }
    return rows;
  } finally {
    await server.stop();
  }
};

async function measureEmptyMb(): Promise<number> {
  const empty = await startWorker(null);
  try {
    await empty.call("empty", {});
    return readMemoryMb(empty.pid).peakMb;
  } finally {
    await empty.stop();
  }
}
