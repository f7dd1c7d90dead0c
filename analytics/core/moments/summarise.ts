import { returnUnit } from "./fixed-point.ts";
import type { SlotScan } from "./scan-slots.ts";

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

/** Products sum up to 2^63; the sums of a pair are no greater than the greater of the two own ones (Cauchy-Schwarz). */
const squaresMax = 2 ** 62;

export const fitsSums = ({ squares }: SlotScan): boolean => squares < squaresMax;

export function summarise(series: string, scan: SlotScan): SeriesSummary {
  const { count, sum, squares, least, greatest } = scan;
  const isConstant = count === 0 || least === greatest;
  const spread = isConstant ? 0 : Math.max(0, squares - (sum * sum) / count);
  return {
    series,
    count,
    isConstant,
    isSummable: fitsSums(scan),
    mean: count === 0 ? 0 : (sum / count) * returnUnit,
    variance: isConstant ? 0 : (spread / (count - 1)) * returnUnit ** 2,
  };
}
