/** Returns of a block of bars, those before (or after) it that the lags need included: series by series, in whole units. */
export type BlockReturns = { readonly values: Float64Array; readonly perSeries: number };

/**
 * The kernel's fold in plain JavaScript: sums of products of every pair at each lag, `n` rounded up to whole fours in a row, in
 * f64; entering bars are added and leaving ones taken away. Four columns share each read of a row, and nothing is allocated.
 */
export function foldTypedArrays(
  sums: readonly Float64Array[],
  n: number,
  entering: BlockReturns,
  leaving: BlockReturns,
  bars: number,
): void {
  const lagsMax = sums.length - 1;
  for (let lag = 0; lag <= lagsMax; lag += 1) {
    const ofLag = sums[lag] as Float64Array;
    for (let row = 0; row < n; row += 1) {
      // Of lag 0 the upper half is enough.
      for (let column = lag === 0 ? row - (row % 4) : 0; column < n; column += 4) {
        addProducts(ofLag, row * n + column, entering, row, lagsMax - lag, column, lagsMax, bars, 1);
        addProducts(ofLag, row * n + column, leaving, row, 0, column, lag, bars, -1);
      }
    }
  }
}

function addProducts(
  sums: Float64Array,
  at: number,
  { values, perSeries }: BlockReturns,
  row: number,
  rowFrom: number,
  column: number,
  columnFrom: number,
  bars: number,
  sign: number,
): void {
  let x = row * perSeries + rowFrom;
  let y = column * perSeries + columnFrom;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let step = 0; step < bars; step += 1, x += 1, y += 1) {
    const value = values[x] as number;
    a += value * (values[y] as number);
    b += value * (values[y + perSeries] as number);
    c += value * (values[y + 2 * perSeries] as number);
    d += value * (values[y + 3 * perSeries] as number);
  }
  sums[at] = (sums[at] as number) + sign * a;
  sums[at + 1] = (sums[at + 1] as number) + sign * b;
  sums[at + 2] = (sums[at + 2] as number) + sign * c;
  sums[at + 3] = (sums[at + 3] as number) + sign * d;
}
