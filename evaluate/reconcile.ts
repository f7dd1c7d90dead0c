import { type GridSample, gatherGridSamples, mergeGridSamples } from "./core/grid-sample.ts";
import type { SampleRows } from "./records/sample-rows.ts";
import type { Shard } from "./shard.ts";

/** One fire that live and replay do not have in common. */
export type ReconcileDifference = {
  readonly atMs: number;
  readonly vault: string;
  readonly triggerId: string;
  readonly fired: "live only" | "replay only";
};

export type ReconcileReport = {
  readonly points: number;
  readonly fires: number;
  /** Samples that came after their point had been evaluated, which the replay has in their places. */
  readonly lateSamples: number;
  readonly differences: readonly ReconcileDifference[];
};

/**
 * Runs a recorded stretch again, with what came late where it belongs. Without late samples every difference is a fault of
 * the engine or of storage; with them, it is what lateness cost.
 */
export function reconcile(
  shard: Shard,
  samples: SampleRows,
  { fromMs, toMs, cadenceMs }: { readonly fromMs: number; readonly toMs: number; readonly cadenceMs: number },
): ReconcileReport {
  const late = Map.groupBy(samples.late(fromMs + 1, toMs), ({ gridMs }) => gridMs / cadenceMs);
  let lateSamples = 0;
  const add = (tick: number, live: ReadonlyMap<string, GridSample>): ReadonlyMap<string, GridSample> => {
    const here = late.get(tick)?.flatMap((one) => [...one.samples]);
    if (here === undefined) return live;
    lateSamples += here.length;
    const merged = new Map(live);
    for (const [key, sample] of gatherGridSamples(here)) {
      const held = merged.get(key);
      merged.set(key, held === undefined ? sample : mergeGridSamples(held, sample));
    }
    return merged;
  };
  const differences: ReconcileDifference[] = [];
  let points = 0;
  let fires = 0;
  const differ = (tick: number, slot: number, fired: ReconcileDifference["fired"]) => {
    const held = shard.triggers.at(slot);
    const triggerId = held?.registered.triggerId ?? `slot ${slot}`;
    differences.push({ atMs: tick * cadenceMs, vault: held?.vault ?? "", triggerId, fired });
  };
  for (const { tick, live, replayed } of shard.replayRecorded(fromMs / cadenceMs, toMs / cadenceMs, add)) {
    points += 1;
    fires += live.length;
    const liveSlots = new Set(live.map(([slot]) => slot));
    const replayedSlots = new Set(replayed.map(([slot]) => slot));
    for (const slot of liveSlots) if (!replayedSlots.has(slot)) differ(tick, slot, "live only");
    for (const slot of replayedSlots) if (!liveSlots.has(slot)) differ(tick, slot, "replay only");
  }
  return { points, fires, lateSamples, differences };
}
