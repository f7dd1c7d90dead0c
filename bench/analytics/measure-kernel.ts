import { CoMoments } from "../../analytics/core/moments/co-moments.ts";
import { toUnits } from "../../analytics/core/moments/fixed-point.ts";
import { readKernel } from "../../analytics/core/moments/kernel/read-kernel.ts";
import { analyticsSettings } from "../../analytics/settings.ts";
import { makeRow } from "../evaluate/make-row.ts";
import { readInput, writeOutput } from "../evaluate/run-child.ts";
import { medianOf } from "../evaluate/time-ticks.ts";
import type { Row } from "../measurement.ts";
import { type BarReturns, barMs, createMarket } from "./market.ts";
import { type BlockReturns, foldTypedArrays } from "./peers/typed-arrays.ts";

export type KernelInput = { readonly n: number; readonly repeats: number };

const { lagsMax } = analyticsSettings;
/** As many bars as are folded at once. */
const blockBars = 32;
const windowBars = 4 * blockBars;

/** Milliseconds of one fold (`n` in whole fours) of 32 bars that enter and 32 that leave, beside the same in plain typed arrays; the sums must agree. */
export function measureKernel({ n, repeats }: KernelInput): readonly Row[] {
  const market = createMarket(n, 0);
  const bars = Array.from({ length: windowBars + repeats * blockBars }, market.next);
  const moments = new CoMoments({ barMs, windowBars, lagsMax, kernel: readKernel() });
  for (const [bar, returns] of bars.slice(0, windowBars).entries()) moments.addBar((bar + 1) * barMs, returns);
  moments.fold();
  const sums = Array.from({ length: lagsMax + 1 }, () => new Float64Array(n * n));
  const none = Array.from({ length: blockBars + lagsMax }, () => new Map<string, number>());
  const noBars = toBlock(none, market.names);
  for (let from = 0; from < windowBars; from += blockBars) {
    const before = from === 0 ? none.slice(0, lagsMax) : bars.slice(from - lagsMax, from);
    foldTypedArrays(
      sums,
      n,
      toBlock([...before, ...bars.slice(from, from + blockBars)], market.names),
      noBars,
      blockBars,
    );
  }
  const ours: number[] = [];
  const plain: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const from = windowBars + repeat * blockBars;
    // The last bar makes the block full, and that folds it.
    for (let bar = from; bar < from + blockBars - 1; bar += 1)
      moments.addBar((bar + 1) * barMs, bars[bar] as BarReturns);
    const last = from + blockBars - 1;
    ours.push(time(() => void moments.addBar((last + 1) * barMs, bars[last] as BarReturns)));
    const entering = toBlock(bars.slice(from - lagsMax, from + blockBars), market.names);
    const leftFrom = from - windowBars;
    const leaving = toBlock(bars.slice(leftFrom, leftFrom + blockBars + lagsMax), market.names);
    plain.push(time(() => foldTypedArrays(sums, n, entering, leaving, blockBars)));
  }
  for (const lag of [0, 1, lagsMax]) {
    const kept = Number(moments.productSum(market.names[1] as string, market.names[n - 1] as string, lag));
    if (kept !== sums[lag]?.[n + n - 1]) throw new Error(`the sums at lag ${lag} differ`);
  }
  const row = { case: "analytics/fold", n, unit: "ms" };
  const oursMs = medianOf(ours.slice(1));
  const peer = { name: "typed-arrays", ours: oursMs };
  return [makeRow({ ...row, value: oursMs }), makeRow({ ...row, value: medianOf(plain.slice(1)) }, peer)];
}

function toBlock(bars: readonly BarReturns[], names: readonly string[]): BlockReturns {
  const values = new Float64Array(names.length * bars.length);
  for (const [series, name] of names.entries()) {
    for (const [at, bar] of bars.entries()) values[series * bars.length + at] = toUnits(bar.get(name) ?? 0) ?? 0;
  }
  return { values, perSeries: bars.length };
}

function time(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

if (import.meta.main) writeOutput(measureKernel(readInput<KernelInput>()));
