import { none, panelStart, ringRows } from "./panels";

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
