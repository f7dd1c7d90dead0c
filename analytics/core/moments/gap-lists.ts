import { noReturn } from "./fixed-point.ts";
import { seriesPerPanel } from "./kernel/kernel-memory.ts";
import { type Ring, squaresMax } from "./summarise.ts";

/** Of the series of one slot each: what the window holds, and where it holds nothing. */
export type Gaps = {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** 0 for a series whose products do not fit, 1 else. */
  readonly isSummable: Uint8Array;
  /** Steps without a return, ascending, series by series: those of item i from `from[i]` to `from[i + 1]`. */
  readonly steps: Int32Array;
  readonly from: Int32Array;
};

/** `at`: index of each series' return in ring row 0. */
export function listGaps({ int32, rows, from: fromRow }: Ring, at: readonly number[], steps: number): Gaps {
  const sums = new Float64Array(at.length);
  const counts = new Int32Array(at.length);
  const isSummable = new Uint8Array(at.length);
  const from = new Int32Array(at.length + 1);
  for (const [item, first] of at.entries()) {
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (let step = 0, row = fromRow; step < steps; step += 1, row = row + 1 === rows ? 0 : row + 1) {
      const value = int32[first + row * seriesPerPanel] as number;
      if (value === noReturn) continue;
      count += 1;
      sum += value;
      squares += value * value;
    }
    sums[item] = sum;
    counts[item] = count;
    isSummable[item] = squares < squaresMax ? 1 : 0;
    from[item + 1] = (from[item] as number) + steps - count;
  }
  const gaps = new Int32Array(from[at.length] as number);
  for (const [item, first] of at.entries()) {
    let next = from[item] as number;
    if (next === from[item + 1]) continue;
    for (let step = 0, row = fromRow; step < steps; step += 1, row = row + 1 === rows ? 0 : row + 1) {
      if (int32[first + row * seriesPerPanel] === noReturn) gaps[next++] = step;
    }
  }
  return { sums, counts, isSummable, steps: gaps, from };
}
