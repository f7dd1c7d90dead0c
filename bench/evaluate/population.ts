import { createRandom } from "../../local/feed/seeded-random.ts";
import { signalCount, startPrices } from "./market.ts";

export const kinds = ["one-leaf", "three-leaf", "trailing"] as const;
export type Kind = (typeof kinds)[number];

/** The places of these in `ops` columns. */
export const opNames = ["<", ">", "<="] as const;
const [less, more, atMost] = [0, 1, 2];

/**
 * Armed triggers as columns of leaves, those of one trigger side by side. A leaf compares a reading of its signal with a
 * threshold. Of trailing stops the reading is the price as a share of its peak and the threshold `1 − fraction`.
 */
export type Population = {
  readonly kind: Kind;
  readonly n: number;
  readonly leavesEach: number;
  readonly signals: Uint16Array;
  readonly ops: Uint8Array;
  readonly thresholds: Float64Array;
};

/**
 * Thresholds lie evenly between half and one and a half times the first price; half of the comparisons are `<`. The first
 * leaf of each trigger is false at the first price, as a trigger's is that waits for something. Stops are 1 % to 20 %.
 */
export function createPopulation(kind: Kind, n: number, seed = 2): Population {
  const random = createRandom(seed);
  const leavesEach = kind === "three-leaf" ? 3 : 1;
  const signals = new Uint16Array(n * leavesEach);
  const ops = new Uint8Array(n * leavesEach);
  const thresholds = new Float64Array(n * leavesEach);
  for (let at = 0; at < signals.length; at += 1) {
    const leaf = at % leavesEach;
    const first = signals[at - leaf] ?? 0;
    const stride = Math.floor(signalCount / leavesEach);
    const signal = leaf === 0 ? Math.floor(random.uniform() * signalCount) : (first + leaf * stride) % signalCount;
    signals[at] = signal;
    if (kind === "trailing") {
      thresholds[at] = 1 - (0.01 + 0.19 * random.uniform());
      ops[at] = atMost;
      continue;
    }
    const share = 0.5 + random.uniform();
    thresholds[at] = (startPrices[signal] ?? 1) * share;
    const isAbove = leaf === 0 ? share > 1 : random.uniform() < 0.5;
    ops[at] = isAbove ? more : less;
  }
  return { kind, n, leavesEach, signals, ops, thresholds };
}

/** The leaves of one trigger by their place in the columns. */
export function leavesOf({ leavesEach }: Population, trigger: number): readonly number[] {
  return Array.from({ length: leavesEach }, (_, leaf) => trigger * leavesEach + leaf);
}

export function isHeld(op: number, reading: number, threshold: number): boolean {
  return op === less ? reading < threshold : op === more ? reading > threshold : reading <= threshold;
}
