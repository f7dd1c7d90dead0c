import type { Row } from "../measurement.ts";
import { awaitCasts } from "./await-casts.ts";
import type { FireMaker } from "./fire-maker.ts";
import { makePercentileRows } from "./make-percentile-rows.ts";
import { type CastTimes, readTimes } from "./read-times.ts";
import type { Bench } from "./start-bench.ts";

const hops: readonly (readonly [name: string, read: (times: CastTimes) => number])[] = [
  ["fire-to-accepted", ({ startedMs, acceptedMs }) => acceptedMs - startedMs],
  ["accepted-to-broadcast", ({ acceptedMs, broadcastMs }) => broadcastMs - acceptedMs],
  ["broadcast-to-included", ({ broadcastMs, includedMs }) => includedMs - broadcastMs],
  ["broadcast-to-finalized", ({ broadcastMs, finalizedMs }) => finalizedMs - broadcastMs],
  ["fire-to-dispatch", ({ startedMs, broadcastMs }) => broadcastMs - startedMs],
];

/** Casts that fires cause, hop by hop. In each round all vaults fire at once; the next begins when all casts have ended. */
export async function measureHops(
  bench: Bench,
  maker: FireMaker,
  plan: { readonly vaults: readonly string[]; readonly rounds: number; readonly trigger: string },
): Promise<readonly Row[]> {
  const times: CastTimes[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const { messages, casts } = await maker.make(plan.vaults, plan.trigger, (await bench.chain.head()).timeMs);
    const startedMs = Date.now();
    await bench.call("fire", messages);
    times.push(...(await awaitCasts(bench, casts)).map((cast) => readTimes(startedMs, cast)));
  }
  return hops.flatMap(([name, read]) => makePercentileRows(`execute/${name}`, times.map(read)));
}
