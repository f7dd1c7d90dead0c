import type { Row } from "../measurement.ts";
import { filledTick } from "./fill-shard.ts";
import { makeRow } from "./make-row.ts";
import { walkPrices } from "./market.ts";
import { NodeShard } from "./node-shard.ts";
import { readInput, writeOutput } from "./run-child.ts";
import { toSampleMessages } from "./sample-messages.ts";
import { medianOf, timeTicks } from "./time-ticks.ts";

export type WholeTickInput = { readonly path: string; readonly n: number; readonly ticks: number };

const warm = 20;

/**
 * A tick with everything that the registry does in it: the sample set's messages stored and read, the evaluation, the
 * explanation of each fire, the row of the log, the packed fires in the outbox, commits on disk.
 * And, once, what it takes to store a snapshot, which is done every sixty ticks.
 */
export async function measureWholeTick({ path, n, ticks }: WholeTickInput): Promise<readonly Row[]> {
  const messages = walkPrices(warm + ticks).map((prices, at) => toSampleMessages(filledTick + 1 + at, prices));
  const shard = new NodeShard(path);
  let fires = 0;
  const times = await timeTicks({ warm, measured: ticks }, (at) => {
    for (const message of messages[at] ?? []) fires += shard.apply(message);
  });
  if (fires === 0) throw new Error("nothing fired: what was measured is not a whole tick");
  const startMs = performance.now();
  shard.takeSnapshot();
  const snapshotMs = performance.now() - startMs;
  shard.close();
  return [
    makeRow({ case: "evaluate/whole-tick", n, value: medianOf(times), unit: "ms" }),
    makeRow({ case: "evaluate/snapshot-ms", n, value: snapshotMs, unit: "ms" }),
  ];
}

if (import.meta.main) writeOutput(await measureWholeTick(readInput<WholeTickInput>()));
