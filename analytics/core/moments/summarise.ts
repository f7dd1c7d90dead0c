import { noReturn, returnUnit } from "./fixed-point.ts";
import { seriesPerPanel } from "./kernel/kernel-memory.ts";

/** What the window holds of a series. */
export type SeriesSummary = {
  readonly series: string;
  /** Steps with a return. */
  readonly count: number;
  /** All returns are equal, up to 2^-27. */
  readonly isConstant: boolean;
  /** Whether the sums of its products fit: Σ r² is below 256. A price that moves a thousandfold has Σ r² = 48. */
  readonly isSummable: boolean;
  readonly mean: number;
  /** Of the sample (n − 1); 0 with fewer than two returns. */
  readonly variance: number;
};

/** The ring of returns; `from` is the row of the window's first bar. */
export type Ring = { readonly int32: Int32Array; readonly rows: number; readonly from: number };

/** Products sum up to 2^63; the sums of a pair are no greater than the greater of the two own ones (Cauchy-Schwarz). */
export const squaresMax = 2 ** 62;

/** `at`: index of the series' return in ring row 0. */
export function summarise(series: string, { int32, rows, from }: Ring, at: number, steps: number): SeriesSummary {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let step = 0, row = from; step < steps; step += 1, row = row + 1 === rows ? 0 : row + 1) {
    const value = int32[at + row * seriesPerPanel] as number;
    if (value === noReturn) continue;
    count += 1;
    sum += value;
    squares += value * value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const spread = Math.max(0, squares - (sum * sum) / Math.max(1, count));
  return {
    series,
    count,
    isConstant: !(greatest > least),
    isSummable: squares < squaresMax,
    mean: (sum / Math.max(1, count)) * returnUnit,
    variance: greatest > least ? (spread / (count - 1)) * returnUnit ** 2 : 0,
  };
}
