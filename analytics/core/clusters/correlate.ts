import { isConstant } from "../build-returns.ts";
import type { SquareMatrix } from "./square-matrix.ts";
import { standardise } from "./standardise.ts";

/**
 * Pearson correlations of return series on one grid, in their order: over the steps at which both have a return (NaN stands for
 * none), 0 where that is not defined (fewer than two such steps, or one series is constant over them). Symmetric, ones on the
 * diagonal, every entry finite and in [-1, 1]. In float64 and by definition: what is faster is measured against this.
 */
export function correlate(returns: readonly Float64Array[]): SquareMatrix {
  const size = returns.length;
  const values = new Float64Array(size * size);
  const hasGap = returns.map((own) => own.some((value) => Number.isNaN(value)));
  for (let row = 0; row < size; row += 1) {
    values[row * size + row] = 1;
    for (let column = row + 1; column < size; column += 1) {
      if (!hasGap[row] && !hasGap[column]) continue;
      put(values, size, row, column, correlatePair(returns[row] as Float64Array, returns[column] as Float64Array));
    }
  }
  const whole = [...returns.keys()].filter((item) => !hasGap[item]);
  correlateWhole(returns, whole, values);
  return { size, values };
}

/** The pair of series without gaps: each is centred once. Four columns share each read of a row. */
function correlateWhole(returns: readonly Float64Array[], items: readonly number[], values: Float64Array): void {
  const centred = items.map((item) => standardise(returns[item] as Float64Array));
  const none = new Float64Array(centred[0]?.length ?? 0);
  for (const [row, x] of centred.entries()) {
    for (let column = row + 1; column < items.length; column += 4) {
      const a = centred[column] as Float64Array;
      const b = centred[column + 1] ?? none;
      const c = centred[column + 2] ?? none;
      const d = centred[column + 3] ?? none;
      let xa = 0;
      let xb = 0;
      let xc = 0;
      let xd = 0;
      for (let step = 0; step < x.length; step += 1) {
        const own = x[step] as number;
        xa += own * (a[step] as number);
        xb += own * (b[step] as number);
        xc += own * (c[step] as number);
        xd += own * (d[step] as number);
      }
      for (const [at, value] of [xa, xb, xc, xd].entries()) {
        const other = items[column + at];
        if (other !== undefined) put(values, returns.length, items[row] as number, other, toCorrelation(value));
      }
    }
  }
}

/** Pearson over the steps that both have. */
export function correlatePair(left: Float64Array, right: Float64Array): number {
  const { count, x, y } = centreOf(left, right);
  if (count < 2) return 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let step = 0; step < left.length; step += 1) {
    const dx = (left[step] as number) - x;
    const dy = (right[step] as number) - y;
    if (Number.isNaN(dx) || Number.isNaN(dy)) continue;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // Two roots, because the product of two small sums may underflow.
  return toCorrelation(xy / (Math.sqrt(xx) * Math.sqrt(yy)));
}

/** Number and means of the common steps; no step where one of the two is constant over them. */
function centreOf(left: Float64Array, right: Float64Array): { count: number; x: number; y: number } {
  let count = 0;
  let x = 0;
  let y = 0;
  let leastX = Number.POSITIVE_INFINITY;
  let leastY = Number.POSITIVE_INFINITY;
  let mostX = Number.NEGATIVE_INFINITY;
  let mostY = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < left.length; step += 1) {
    const a = left[step] as number;
    const b = right[step] as number;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    count += 1;
    x += a;
    y += b;
    if (a < leastX) leastX = a;
    if (a > mostX) mostX = a;
    if (b < leastY) leastY = b;
    if (b > mostY) mostY = b;
  }
  const isStill = isConstant([leastX, mostX]) || isConstant([leastY, mostY]);
  return isStill ? { count: 0, x: 0, y: 0 } : { count, x: x / count, y: y / count };
}

/** Rounding may step over ±1. */
const toCorrelation = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(-1, value)) : 0);

function put(values: Float64Array, size: number, row: number, column: number, value: number): void {
  values[row * size + column] = value;
  values[column * size + row] = value;
}
