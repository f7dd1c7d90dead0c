import { none, panelStart, ringRows, tileOf } from "./panels";

// Tables of i32 addresses tell where the caller has put what a reading needs; series are "items", in the caller's order.

/** Of one item: Σx (i64), Σx² (i64), 1/√Sxx or 0 (f64), number of returns (i32). */
const recordBytes: usize = 32;
/** Of one pair: Σx of the row and its 1/√Sxx over the common steps, f64 both. */
const halfBytes: usize = 16;
/** A return and its count share 64 bits: x · 2^16 + 1. Fits windows of up to 65,535 bars. */
const countBits: i64 = 16;

let windowRow: i32 = 0;
let windowSteps: i32 = 0;
let items: i32 = 0;
/** Item of each slot, or −1; slot of each item. */
let itemOf: usize = 0;
let slotOf: usize = 0;
/** Steps at which an item has no return, ascending: those of item i from `gapFrom[i]` to `gapFrom[i + 1]` in `gapSteps`. */
let gapFrom: usize = 0;
let gapSteps: usize = 0;
/** Records: over the whole window; over the steps t − lag; over the steps t. */
let totals: usize = 0;
let early: usize = 0;
let late: usize = 0;
/** One panel's returns by step: 4 counted returns, 4 squares, i64 all. */
let prepared: usize = 0;
/** Of a block's rows by all items: halves, correlations (f64), counts (i32). */
let halves: usize = 0;
let correlations: usize = 0;
let counts: usize = 0;

export function setTables(row: i32, steps: i32, size: i32, tables: usize): void {
  windowRow = row;
  windowSteps = steps;
  items = size;
  itemOf = load<u32>(tables);
  slotOf = load<u32>(tables, 4);
  gapFrom = load<u32>(tables, 8);
  gapSteps = load<u32>(tables, 12);
  totals = load<u32>(tables, 16);
  early = load<u32>(tables, 20);
  late = load<u32>(tables, 24);
  prepared = load<u32>(tables, 28);
  halves = load<u32>(tables, 32);
  correlations = load<u32>(tables, 36);
  counts = load<u32>(tables, 40);
}

/** `1/√Sxx` with `Sxx = Σx² − (Σx)²/n`; 0 without a spread, or with none that float64 tells from rounding. */
function inverseSpread(count: i32, sum: f64, squares: f64): f64 {
  if (count < 2) return 0;
  const spread = squares - sum * sum * (1 / <f64>count);
  // The least spread of whole numbers that are not all equal is ½.
  return spread > 0.25 && spread > squares * 3.552713678800501e-15 ? 1 / Math.sqrt(spread) : 0;
}

/** Fills `early` and `late`: the totals less `lag` steps at the end, and less as many at the beginning. */
export function takeEdges(lag: i32): void {
  for (let item = 0; item < items; item++) {
    const offset = <usize>item * recordBytes;
    takeEdge(item, windowSteps - lag, lag, totals + offset, early + offset);
    takeEdge(item, 0, lag, totals + offset, late + offset);
  }
}

function takeEdge(item: i32, firstStep: i32, steps: i32, from: usize, to: usize): void {
  const slot = load<i32>(slotOf + (<usize>item << 2));
  const ring = panelStart(slot >> 2) + ((slot & 3) << 2);
  let sum = load<i64>(from), squares = load<i64>(from, 8);
  let count = load<i32>(from, 24);
  for (let step = firstStep; step < firstStep + steps; step++) {
    const value = load<i32>(ring + (<usize>((windowRow + step) % ringRows) << 4));
    if (value == i32.MIN_VALUE) continue;
    sum -= <i64>value;
    squares -= <i64>value * <i64>value;
    count--;
  }
  store<i64>(to, sum);
  store<i64>(to, squares, 8);
  // A series whose own products do not fit has 0 in its totals.
  store<f64>(to, load<f64>(from, 16) == 0 ? 0 : inverseSpread(count, <f64>sum, <f64>squares), 16);
  store<i32>(to, count, 24);
}

/** What sums over gaps are made of: once for each panel, so that each sum is additions alone. */
export function preparePanel(panel: i32): void {
  const ring = panelStart(panel);
  let row = windowRow;
  let out = prepared;
  for (let step = 0; step < windowSteps; step++) {
    let v = v128.load(ring + (<usize>row << 4));
    const isNone = i32x4.eq(v, none);
    v = v128.andnot(v, isNone);
    const known = v128.andnot(i32x4.splat(1), isNone);
    v128.store(out, i64x2.add(i64x2.shl(i64x2.extend_low_i32x4_s(v), <i32>countBits), i64x2.extend_low_i32x4_s(known)));
    v128.store(out, i64x2.add(i64x2.shl(i64x2.extend_high_i32x4_s(v), <i32>countBits), i64x2.extend_high_i32x4_s(known)), 16);
    v128.store(out, i64x2.extmul_low_i32x4_s(v, v), 32);
    v128.store(out, i64x2.extmul_high_i32x4_s(v, v), 48);
    out += 64;
    row++;
    if (row == ringRows) row = 0;
  }
}

let counted0: v128 = i64x2.splat(0);
let counted1: v128 = i64x2.splat(0);
let squares0: v128 = i64x2.splat(0);
let squares1: v128 = i64x2.splat(0);

/** Sums of the prepared panel over the steps from `gaps` to `end`, each moved by `shift`. */
function sumGaps(gaps: usize, end: usize, shift: i32): void {
  let a = i64x2.splat(0), b = a, c = a, d = a;
  const base = prepared + (<isize>shift << 6);
  for (; gaps < end; gaps += 4) {
    const at = base + (<usize>load<u32>(gaps) << 6);
    a = i64x2.add(a, v128.load(at));
    b = i64x2.add(b, v128.load(at, 16));
    c = i64x2.add(c, v128.load(at, 32));
    d = i64x2.add(d, v128.load(at, 48));
  }
  counted0 = a;
  counted1 = b;
  squares0 = c;
  squares1 = d;
}

// @ts-ignore: decorator
@inline
function countedOf(lane: i32): i64 {
  if (lane < 2) return lane == 0 ? i64x2.extract_lane(counted0, 0) : i64x2.extract_lane(counted0, 1);
  return lane == 2 ? i64x2.extract_lane(counted1, 0) : i64x2.extract_lane(counted1, 1);
}

// @ts-ignore: decorator
@inline
function squaresOf(lane: i32): i64 {
  if (lane < 2) return lane == 0 ? i64x2.extract_lane(squares0, 0) : i64x2.extract_lane(squares0, 1);
  return lane == 2 ? i64x2.extract_lane(squares1, 0) : i64x2.extract_lane(squares1, 1);
}

/** Halves and counts of one panel's rows: Σx of each row less what it has where the column, `lag` later, has nothing. */
export function measureRows(lag: i32, panel: i32, firstSlot: i32): void {
  for (let column = 0; column < items; column++) {
    let gaps = gapSteps + (<usize>load<u32>(gapFrom + (<usize>column << 2)) << 2);
    const end = gapSteps + (<usize>load<u32>(gapFrom + (<usize>column << 2), 4) << 2);
    const hasGaps = gaps < end;
    while (gaps < end && load<i32>(gaps) < lag) gaps += 4;
    if (hasGaps) sumGaps(gaps, end, -lag);
    for (let lane = 0; lane < 4; lane++) {
      const item = load<i32>(itemOf + (<usize>((panel << 2) + lane) << 2));
      if (item < 0) continue;
      const record = early + <usize>item * recordBytes;
      let count = load<i32>(record, 24);
      let sum = load<i64>(record);
      let inverse = load<f64>(record, 16);
      if (hasGaps) {
        const counted = countedOf(lane);
        count -= <i32>(counted & ((1 << countBits) - 1));
        sum -= counted >> countBits;
        if (inverse > 0) inverse = inverseSpread(count, <f64>sum, <f64>(load<i64>(record, 8) - squaresOf(lane)));
      }
      const pair = <usize>((panel << 2) + lane - firstSlot) * <usize>items + <usize>column;
      store<f64>(halves + pair * halfBytes, <f64>sum);
      store<f64>(halves + pair * halfBytes, inverse, 8);
      store<i32>(counts + (pair << 2), count);
    }
  }
}

/**
 * Pearson's ρ of a block's rows with one panel's columns: `(Σxy − Σx Σy / n) · (1/√Sxx · 1/√Syy)`. Σxy is over the common steps
 * already, as nothing is 0; Σy is that of the column less what it has where the row, `lag` before, has nothing.
 */
export function correlateColumns(lag: i32, panel: i32, firstSlot: i32, slots: i32): void {
  for (let slot = firstSlot; slot < firstSlot + slots; slot++) {
    const row = load<i32>(itemOf + (<usize>slot << 2));
    if (row < 0) continue;
    const gaps = gapSteps + (<usize>load<u32>(gapFrom + (<usize>row << 2)) << 2);
    let end = gapSteps + (<usize>load<u32>(gapFrom + (<usize>row << 2), 4) << 2);
    const hasGaps = gaps < end;
    while (gaps < end && load<i32>(end - 4) + lag >= windowSteps) end -= 4;
    if (hasGaps) sumGaps(gaps, end, lag);
    // Of lag 0 one half is kept.
    const swaps = lag == 0 && slot >> 2 > panel;
    const tile = swaps
      ? tileOf(panel, slot >> 2, lag) + ((slot & 3) << 3)
      : tileOf(slot >> 2, panel, lag) + ((slot & 3) << 5);
    for (let lane = 0; lane < 4; lane++) {
      const column = load<i32>(itemOf + (<usize>((panel << 2) + lane) << 2));
      if (column < 0) continue;
      const pair = <usize>(slot - firstSlot) * <usize>items + <usize>column;
      const record = late + <usize>column * recordBytes;
      const count = load<i32>(counts + (pair << 2));
      let sum = load<i64>(record);
      let inverse = load<f64>(record, 16);
      if (hasGaps && inverse > 0) {
        sum -= countedOf(lane) >> countBits;
        inverse = inverseSpread(count, <f64>sum, <f64>(load<i64>(record, 8) - squaresOf(lane)));
      }
      inverse *= load<f64>(halves + pair * halfBytes, 8);
      let value: f64 = 0;
      if (inverse > 0) {
        const products = <f64>load<i64>(tile + (lane << (swaps ? 5 : 3)));
        value = (products - load<f64>(halves + pair * halfBytes) * <f64>sum * (1 / <f64>count)) * inverse;
        // Rounding may step over ±1.
        value = Math.min(1, Math.max(-1, value));
      }
      store<f64>(correlations + (pair << 3), value);
      if (inverse == 0) store<i32>(counts + (pair << 2), 0);
    }
  }
}
