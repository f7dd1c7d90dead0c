import { signalCount } from "../market.ts";
import { isHeld, type Population } from "../population.ts";
import type { Peer } from "./peer.ts";

type Ladder = { readonly thresholds: Float64Array; readonly leaves: Uint32Array; position: number };

/**
 * The least that any evaluator has to do: per signal its thresholds in order and a pointer, which walks to the present
 * reading and toggles the verdict of each leaf that it passes. Of three leaves it counts those that hold. A stop is
 * compared with the signal's peak and never starts anew.
 */
export function createCrossingLoop(population: Population): Peer & { readonly countCrossings: () => number } {
  const { n, leavesEach, ops } = population;
  const ladders = createLadders(population);
  const counts = startCounts(population);
  const holds = Uint8Array.from(ops, (op) => (isHeld(op, Number.NEGATIVE_INFINITY, 0) ? 1 : 0));
  const tick = leavesEach === 1 ? tickLeaves : tickCounts;
  let before: number[] = [];
  return {
    name: "crossing-loop",
    n,
    tick: (readings) => tick(ladders, readings, holds, counts),
    holds: (trigger) => (leavesEach === 1 ? holds[trigger] === 1 : counts[trigger] === leavesEach),
    /** Thresholds passed since this was last asked. */
    countCrossings: () => {
      const after = ladders.map(({ position }) => position);
      const crossed = after.reduce((sum, position, at) => sum + Math.abs(position - (before[at] ?? 0)), 0);
      before = after;
      return crossed;
    },
  };
}

function tickLeaves(ladders: readonly Ladder[], readings: Float64Array, holds: Uint8Array): void {
  for (let signal = 0; signal < ladders.length; signal += 1) {
    const ladder = ladders[signal] as Ladder;
    const { thresholds, leaves } = ladder;
    const reading = readings[signal] as number;
    let { position } = ladder;
    while (position < thresholds.length && (thresholds[position] as number) < reading) {
      const leaf = leaves[position] as number;
      holds[leaf] = (holds[leaf] as number) ^ 1;
      position += 1;
    }
    while (position > 0 && (thresholds[position - 1] as number) >= reading) {
      position -= 1;
      const leaf = leaves[position] as number;
      holds[leaf] = (holds[leaf] as number) ^ 1;
    }
    ladder.position = position;
  }
}

function tickCounts(ladders: readonly Ladder[], readings: Float64Array, holds: Uint8Array, counts: Uint8Array): void {
  for (let signal = 0; signal < ladders.length; signal += 1) {
    const ladder = ladders[signal] as Ladder;
    const { thresholds, leaves } = ladder;
    const reading = readings[signal] as number;
    let { position } = ladder;
    while (position < thresholds.length && (thresholds[position] as number) < reading) {
      toggle(leaves[position] as number, holds, counts);
      position += 1;
    }
    while (position > 0 && (thresholds[position - 1] as number) >= reading) {
      position -= 1;
      toggle(leaves[position] as number, holds, counts);
    }
    ladder.position = position;
  }
}

/** A constant divides faster than a column's number. */
const leavesOfMany = 3;

function toggle(leaf: number, holds: Uint8Array, counts: Uint8Array): void {
  const next = (holds[leaf] as number) ^ 1;
  holds[leaf] = next;
  const trigger = Math.trunc(leaf / leavesOfMany);
  counts[trigger] = (counts[trigger] as number) + (next === 1 ? 1 : -1);
}

function createLadders({ signals, thresholds }: Population): Ladder[] {
  const sizes = new Uint32Array(signalCount);
  for (const signal of signals) sizes[signal] = (sizes[signal] ?? 0) + 1;
  const leaves = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(signalCount);
  signals.forEach((signal, leaf) => {
    const at = filled[signal] ?? 0;
    filled[signal] = at + 1;
    (leaves[signal] as Uint32Array)[at] = leaf;
  });
  return leaves.map((unsorted) => {
    const sorted = unsorted.sort((a, b) => (thresholds[a] as number) - (thresholds[b] as number));
    return { leaves: sorted, thresholds: Float64Array.from(sorted, (leaf) => thresholds[leaf] as number), position: 0 };
  });
}

/** Before the first reading every pointer stands below all thresholds. */
function startCounts({ n, leavesEach, ops }: Population): Uint8Array {
  const counts = new Uint8Array(n);
  ops.forEach((op, leaf) => {
    const trigger = Math.trunc(leaf / leavesEach);
    if (isHeld(op, Number.NEGATIVE_INFINITY, 0)) counts[trigger] = (counts[trigger] ?? 0) + 1;
  });
  return counts;
}
