import { lagsMax, none, panelStart, ringRows, tileOf } from "./panels";

/** Bytes of one packed row: 4 returns as f64. */
const packedBytes: usize = 32;
/** 1.5 × 2^52: added to a whole f64 below 2^51 in size, it leaves that number in the low bits. */
const shifter: f64 = 6755399441055744;
/** Cauchy-Schwarz: with energies whose product is below 2^101, no partial sum of products reaches 2^51. */
const exactProductMax: f64 = 2.535301200456459e30;

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
