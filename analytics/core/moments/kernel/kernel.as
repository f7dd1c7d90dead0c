// AssemblyScript, compiled by compile-kernel.ts. The numeric core of co-moments: everything here is a whole number, so every sum is
// the same in whatever order it is made, and what was added can be taken away again without a trace.
//
// Memory is one record per panel of 4 series, in order of the panels; a record never moves when panels are added:
//   returns  [ringRows][4] i32, the returns of one bar side by side; i32.MIN_VALUE where there is none
//   sums     tiles of 4 × 4 i64, row-major (row: the earlier return's series): with the panels p ≤ own at lag 0, then at lags
//            1..K (p, own) for p = 0..own, then (own, p) for p < own
// Sums are modulo 2^64: exact where they fit, and right again as soon as they fit again.

const none: v128 = i32x4.splat(i32.MIN_VALUE);
const tileBytes: usize = 128;
/** Bytes of one packed row: 4 returns as f64. */
const packedBytes: usize = 32;
/** 1.5 × 2^52: added to a whole f64 below 2^51 in size, it leaves that number in the low bits. */
const shifter: f64 = 6755399441055744;
/** Cauchy-Schwarz: with energies whose product is below 2^101, no partial sum of products reaches 2^51. */
const exactProductMax: f64 = 2.535301200456459e30;

let ringRows: i32 = 0;
let lagsMax: i32 = 0;
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
function tileOf(row: i32, column: i32, lag: i32): usize {
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

/**
 * Adds the products of the bars that enter and takes away those of the bars that leave, for all pairs and lags.
 * `enterRow`: ring row of the bar `lagsMax` before the first entering one; `leaveRow`: that of the first leaving one.
 * `scratch` takes a packed panel and an energy per panel.
 */
export function fold(panels: i32, enterRow: i32, entering: i32, leaveRow: i32, leaving: i32, scratch: usize): void {
  const enterRows = entering > 0 ? entering + lagsMax : 0;
  const leaveRows = leaving > 0 ? leaving + lagsMax : 0;
  const stride = <usize>(enterRows + leaveRows) * packedBytes;
  const energies = scratch + <usize>panels * stride;
  for (let panel = 0; panel < panels; panel++) {
    const packed = scratch + <usize>panel * stride;
    let energy = packPanel(panel, enterRow, enterRows, packed);
    energy += packPanel(panel, leaveRow, leaveRows, packed + <usize>enterRows * packedBytes);
    store<f64>(energies + (<usize>panel << 3), energy);
  }
  for (let own = 0; own < panels; own++) {
    for (let other = 0; other <= own; other++) {
      const energy = load<f64>(energies + (<usize>own << 3)) * load<f64>(energies + (<usize>other << 3));
      if (energy == 0) continue;
      const isExact = energy < exactProductMax;
      const ownRows = scratch + <usize>own * stride;
      const otherRows = scratch + <usize>other * stride;
      for (let lag = 0; lag <= lagsMax; lag++) {
        foldTile(otherRows, ownRows, enterRows, entering, leaving, lag, tileOf(other, own, lag), isExact);
        if (lag == 0 || other == own) continue;
        foldTile(ownRows, otherRows, enterRows, entering, leaving, lag, tileOf(own, other, lag), isExact);
      }
    }
  }
}

function foldTile(
  rows: usize, columns: usize, enterRows: i32, entering: i32, leaving: i32, lag: i32, tile: usize, isExact: bool,
): void {
  const leaveFrom = <usize>enterRows * packedBytes;
  const x = rows + <usize>(lagsMax - lag) * packedBytes;
  const y = columns + <usize>lagsMax * packedBytes;
  const xLeaving = rows + leaveFrom;
  const yLeaving = columns + leaveFrom + <usize>lag * packedBytes;
  if (isExact) {
    addFloats(x, y, entering, xLeaving, yLeaving, leaving, tile);
  } else {
    addIntegers(x, y, entering, tile, false);
    addIntegers(xLeaving, yLeaving, leaving, tile, true);
  }
}

/** Returns from a ring row on as f64, 0 where there is none. Answers the largest sum of squares among the 4 series. */
function packPanel(panel: i32, row: i32, count: i32, out: usize): f64 {
  const ring = panelStart(panel);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at = 0; at < count; at++) {
    let v = v128.load(ring + (<usize>row << 4));
    v = v128.andnot(v, i32x4.eq(v, none));
    const a = f64x2.convert_low_i32x4_s(v);
    const b = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
    v128.store(out, a);
    v128.store(out, b, 16);
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
    out += packedBytes;
    row++;
    if (row == ringRows) row = 0;
  }
  const largest = f64x2.max(low, high);
  return Math.max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
}

/** Products of whole numbers below 2^51 in all: fused or not, f64 makes the same of them. */
function addFloats(x: usize, y: usize, entering: i32, xLeaving: usize, yLeaving: usize, leaving: i32, tile: usize): void {
  let a0 = f64x2.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  for (let step = 0; step < entering; step++) {
    const y0 = v128.load(y), y1 = v128.load(y, 16);
    let r = v128.load64_splat(x);
    a0 = f64x2.relaxed_madd(r, y0, a0);
    a1 = f64x2.relaxed_madd(r, y1, a1);
    r = v128.load64_splat(x, 8);
    b0 = f64x2.relaxed_madd(r, y0, b0);
    b1 = f64x2.relaxed_madd(r, y1, b1);
    r = v128.load64_splat(x, 16);
    c0 = f64x2.relaxed_madd(r, y0, c0);
    c1 = f64x2.relaxed_madd(r, y1, c1);
    r = v128.load64_splat(x, 24);
    d0 = f64x2.relaxed_madd(r, y0, d0);
    d1 = f64x2.relaxed_madd(r, y1, d1);
    x += packedBytes;
    y += packedBytes;
  }
  for (let step = 0; step < leaving; step++) {
    const y0 = v128.load(yLeaving), y1 = v128.load(yLeaving, 16);
    let r = v128.load64_splat(xLeaving);
    a0 = f64x2.relaxed_nmadd(r, y0, a0);
    a1 = f64x2.relaxed_nmadd(r, y1, a1);
    r = v128.load64_splat(xLeaving, 8);
    b0 = f64x2.relaxed_nmadd(r, y0, b0);
    b1 = f64x2.relaxed_nmadd(r, y1, b1);
    r = v128.load64_splat(xLeaving, 16);
    c0 = f64x2.relaxed_nmadd(r, y0, c0);
    c1 = f64x2.relaxed_nmadd(r, y1, c1);
    r = v128.load64_splat(xLeaving, 24);
    d0 = f64x2.relaxed_nmadd(r, y0, d0);
    d1 = f64x2.relaxed_nmadd(r, y1, d1);
    xLeaving += packedBytes;
    yLeaving += packedBytes;
  }
  addWhole(tile, a0);
  addWhole(tile + 16, a1);
  addWhole(tile + 32, b0);
  addWhole(tile + 48, b1);
  addWhole(tile + 64, c0);
  addWhole(tile + 80, c1);
  addWhole(tile + 96, d0);
  addWhole(tile + 112, d1);
}

// @ts-ignore: decorator
@inline
function addWhole(at: usize, value: v128): void {
  const shifted = f64x2.add(value, f64x2.splat(shifter));
  v128.store(at, i64x2.add(v128.load(at), i64x2.sub(shifted, f64x2.splat(shifter))));
}

/** The same by whole numbers: slower, and exact for returns of any size. */
function addIntegers(x: usize, y: usize, count: i32, tile: usize, takesAway: bool): void {
  for (let step = 0; step < count; step++) {
    const y0 = i32x4.trunc_sat_f64x2_s_zero(v128.load(y)), y1 = i32x4.trunc_sat_f64x2_s_zero(v128.load(y, 16));
    for (let lane: usize = 0; lane < 4; lane++) {
      const r = i32x4.trunc_sat_f64x2_s_zero(v128.load64_splat(x + (lane << 3)));
      const at = tile + (lane << 5);
      const p0 = i64x2.extmul_low_i32x4_s(r, y0), p1 = i64x2.extmul_low_i32x4_s(r, y1);
      const s0 = v128.load(at), s1 = v128.load(at, 16);
      v128.store(at, takesAway ? i64x2.sub(s0, p0) : i64x2.add(s0, p0));
      v128.store(at, takesAway ? i64x2.sub(s1, p1) : i64x2.add(s1, p1), 16);
    }
    x += packedBytes;
    y += packedBytes;
  }
}

/**
 * What one panel's series have over the window, one value for each of the four: numbers of returns, least, greatest (i32), sums
 * (i64), sums of squares (f64, rounded where they are beyond 2^53). 112 bytes.
 */
export function scanPanel(panel: i32, row: i32, steps: i32, out: usize): void {
  const ring = panelStart(panel);
  let n = i32x4.splat(0), least = i32x4.splat(i32.MAX_VALUE), greatest = none;
  let s0 = i64x2.splat(0), s1 = s0;
  let q0 = f64x2.splat(0), q1 = q0;
  for (let step = 0; step < steps; step++) {
    let v = v128.load(ring + (<usize>row << 4));
    const isNone = i32x4.eq(v, none);
    greatest = i32x4.max_s(greatest, v);
    least = i32x4.min_s(least, v128.bitselect(i32x4.splat(i32.MAX_VALUE), v, isNone));
    // A mask of ones is −1.
    n = i32x4.sub(n, v128.not(isNone));
    v = v128.andnot(v, isNone);
    s0 = i64x2.add(s0, i64x2.extend_low_i32x4_s(v));
    s1 = i64x2.add(s1, i64x2.extend_high_i32x4_s(v));
    const a = f64x2.convert_low_i32x4_s(v);
    const b = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
    q0 = f64x2.add(q0, f64x2.mul(a, a));
    q1 = f64x2.add(q1, f64x2.mul(b, b));
    row++;
    if (row == ringRows) row = 0;
  }
  v128.store(out, n);
  v128.store(out, least, 16);
  v128.store(out, greatest, 32);
  v128.store(out, s0, 48);
  v128.store(out, s1, 64);
  v128.store(out, q0, 80);
  v128.store(out, q1, 96);
}

// Reading. Tables of i32 addresses tell where the caller has put what a reading needs; series are "items", in the caller's order.

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
