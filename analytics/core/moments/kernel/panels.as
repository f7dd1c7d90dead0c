// Memory is one record per panel of 4 series, in order of the panels; a record never moves when panels are added:
//   returns  [ringRows][4] i32, the returns of one bar side by side; i32.MIN_VALUE where there is none
//   sums     tiles of 4 × 4 i64, row-major (row: the earlier return's series): with the panels p ≤ own at lag 0, then at lags
//            1..K (p, own) for p = 0..own, then (own, p) for p < own
// Sums are modulo 2^64: exact where they fit, and right again as soon as they fit again.

export const none: v128 = i32x4.splat(i32.MIN_VALUE);
const tileBytes: usize = 128;
export let ringRows: i32 = 0;
export let lagsMax: i32 = 0;
let origin: usize = 0;

export function configure(rows: i32, lags: i32, start: usize): void {
  ringRows = rows;
  lagsMax = lags;
  origin = start;
}

/** Where the record of a panel begins; of the panel after the last: where all records end. */
export function panelStart(panel: i32): usize {
  const tiles = <usize>panel * <usize>(panel + 1) / 2 + <usize>lagsMax * <usize>panel * <usize>panel;
  return origin + ((<usize>panel * <usize>ringRows) << 4) + tiles * tileBytes;
}

/** No returns, all sums zero. */
export function clearPanel(panel: i32): void {
  const start = panelStart(panel);
  const sums = start + (<usize>ringRows << 4);
  for (let at = start; at < sums; at += 16) v128.store(at, none);
  memory.fill(sums, 0, panelStart(panel + 1) - sums);
}

/** The tile of (row panel, column panel) at a lag; at lag 0 the row panel is not the greater one. */
export function tileOf(row: i32, column: i32, lag: i32): usize {
  const own = max(row, column);
  let index: i32 = row;
  if (lag > 0) index = own + 1 + (column == own ? row : own + 1 + column) * lagsMax + lag - 1;
  return panelStart(own) + (<usize>ringRows << 4) + <usize>index * tileBytes;
}

/** Where the sum Σ x_row(t − lag) · x_column(t) of two slots stands. */
export function sumAddress(row: i32, column: i32, lag: i32): usize {
  const swaps = lag == 0 && row > column;
  const first = swaps ? column : row;
  const second = swaps ? row : column;
  return tileOf(first >> 2, second >> 2, lag) + ((first & 3) << 5) + ((second & 3) << 3);
}
