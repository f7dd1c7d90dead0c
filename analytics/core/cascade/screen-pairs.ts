import type { LagStatistics } from "./lag-statistics.ts";

/** An ordered pair at the lag that speaks most for it. Indexes into the series. */
export type ScreenedPair = {
  readonly from: number;
  readonly to: number;
  readonly lag: number;
  /** Student's t of the partial correlation, without its sign, and the pairs of returns that it rests on. */
  readonly t: number;
  readonly freedom: number;
  /** By how much fewer independent pairs there are than pairs: both series remember. */
  readonly inflation: number;
};

/** Below this many common returns nothing is said about a pair. */
export const pairsMin = 30;
/** An interval, one for each control, and the slope. */
export const regressors = 4;
/** A share of variance left below this is rounding, or a second name for the same series. */
const leftMin = 1e-4;

/**
 * For each ordered pair and lag k the partial correlation of `from` at t − k and `to` at t, given `to` at t − k and the market at
 * t − k: the mean of the standardised returns of all other series, where there are at least two. So neither a common
 * factor, nor its memory, nor that of `to` itself is evidence, while a leader whose followers move later is kept.
 * All of it follows from the correlations of lag 0 and lag k: the market's covariances are sums of their rows and columns.
 * Kept is the best lag of each pair whose |t| is at least `tMin`.
 */
export function screenPairs(statistics: LagStatistics, tMin: number): ScreenedPair[] {
  const { series, lagsMax } = statistics;
  const size = series.length;
  const plain = new Float64Array(size * size);
  const lagged = new Float64Array(size * size);
  const counts = new Int32Array(size * size);
  const bestSquare = new Float64Array(size * size);
  const bestLag = new Uint8Array(size * size);
  const bestCount = new Int32Array(size * size);
  const memory: Float64Array[] = [];
  statistics.fillLag(0, plain, counts);
  for (let lag = 1; lag <= lagsMax; lag += 1) {
    statistics.fillLag(lag, lagged, counts);
    memory.push(Float64Array.from(series, (_, index) => lagged[index * size + index] as number));
    takeLag({ lag, size, plain, lagged, counts, squareMin: tMin * tMin, bestSquare, bestLag, bestCount });
  }
  const pairs: ScreenedPair[] = [];
  for (let from = 0; from < size; from += 1) {
    for (let to = 0; to < size; to += 1) {
      const at = from * size + to;
      const lag = bestLag[at] as number;
      if (lag === 0) continue;
      const inflation = inflationOf(memory, from, to);
      const t = Math.sqrt((bestSquare[at] as number) / inflation);
      if (t < tMin) continue;
      pairs.push({ from, to, lag, t, freedom: (bestCount[at] as number) / inflation - regressors, inflation });
    }
  }
  return pairs;
}

/** Variance of a lagged correlation against that of independent pairs, by Bartlett (1946): 1 + 2 Σ ρ_from(h) ρ_to(h), at least 1. */
function inflationOf(memory: readonly Float64Array[], from: number, to: number): number {
  let sum = 1;
  for (const lag of memory) sum += 2 * (lag[from] as number) * (lag[to] as number);
  return Math.max(1, sum);
}

type LagScreen = {
  readonly lag: number;
  readonly size: number;
  readonly plain: Float64Array;
  readonly lagged: Float64Array;
  readonly counts: Int32Array;
  readonly squareMin: number;
  readonly bestSquare: Float64Array;
  readonly bestLag: Uint8Array;
  readonly bestCount: Int32Array;
};

/** One lag of all pairs. Plain arithmetic without calls: it runs a million times per lag at 1,000 series. */
function takeLag({ lag, size, plain, lagged, counts, squareMin, bestSquare, bestLag, bestCount }: LagScreen): void {
  const others = size - 2;
  const hasMarket = others >= 2;
  const { rows, total, columns } = sumUp(plain, lagged, size);
  for (let from = 0; from < size; from += 1) {
    const ofFrom = rows[from] as number;
    for (let to = 0; to < size; to += 1) {
      const at = from * size + to;
      const count = counts[at] as number;
      if (from === to || count < pairsMin) continue;
      // x: `from` at t − lag, y: `to` at t, z: `to` at t − lag, m: the market at t − lag.
      const xz = plain[at] as number;
      const zy = lagged[to * size + to] as number;
      const xyRaw = lagged[at] as number;
      let xx = 1 - xz * xz;
      let yy = 1 - zy * zy;
      let xy = xyRaw - xz * zy;
      if (hasMarket) {
        const ofTo = rows[to] as number;
        const zm = (ofTo - 1 - xz) / others;
        const mm = (total - 2 * ofFrom - 2 * ofTo + 2 + 2 * xz) / (others * others) - zm * zm;
        const xm = (ofFrom - 1 - xz) / others - xz * zm;
        const my = ((columns[to] as number) - xyRaw - zy) / others - zm * zy;
        if (mm > leftMin / others) {
          xx -= (xm * xm) / mm;
          yy -= (my * my) / mm;
          xy -= (xm * my) / mm;
        }
      }
      if (xx < leftMin || yy < leftMin) continue;
      const share = (xy * xy) / (xx * yy);
      // Over pairs with gaps the correlations need not fit together; the check of the returns themselves decides.
      const square = share < 0.999 ? (share * (count - regressors)) / (1 - share) : 999 * (count - regressors);
      if (square < squareMin || square <= (bestSquare[at] as number)) continue;
      bestSquare[at] = square;
      bestLag[at] = lag;
      bestCount[at] = count;
    }
  }
}

function sumUp(plain: Float64Array, lagged: Float64Array, size: number) {
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  let total = 0;
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) {
      sum += plain[row * size + column] as number;
      columns[column] = (columns[column] as number) + (lagged[row * size + column] as number);
    }
    rows[row] = sum;
    total += sum;
  }
  return { rows, total, columns };
}
