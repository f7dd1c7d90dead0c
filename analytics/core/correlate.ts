import { isConstant } from "./build-returns.ts";

/** Symmetric, ones on the diagonal, every entry finite and in [-1, 1]. */
export type CorrelationMatrix = readonly (readonly number[])[];

/** Steps at which both have a return. */
function pairUp(left: Float64Array, right: Float64Array): { x: number[]; y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (let step = 0; step < left.length; step += 1) {
    const a = left[step] as number;
    const b = right[step] as number;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    x.push(a);
    y.push(b);
  }
  return { x, y };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pearson over the steps that both have; 0 where it is not defined (fewer than two such steps, or one is constant). */
export function correlatePair(left: Float64Array, right: Float64Array): number {
  const { x, y } = pairUp(left, right);
  if (x.length < 2 || isConstant(x) || isConstant(y)) return 0;
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let step = 0; step < x.length; step += 1) {
    const dx = (x[step] as number) - meanX;
    const dy = (y[step] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // Two roots, because the product of two small sums may underflow. Rounding may step over ±1.
  const value = xy / (Math.sqrt(xx) * Math.sqrt(yy));
  return Number.isFinite(value) ? Math.min(1, Math.max(-1, value)) : 0;
}

/** Correlation matrix of return series on one grid, in their order. */
export function correlate(returns: readonly Float64Array[]): CorrelationMatrix {
  const matrix = returns.map((_, row) => returns.map((_, column) => (row === column ? 1 : 0)));
  returns.forEach((left, row) => {
    for (let column = row + 1; column < returns.length; column += 1) {
      const value = correlatePair(left, returns[column] as Float64Array);
      (matrix[row] as number[])[column] = value;
      (matrix[column] as number[])[row] = value;
    }
  });
  return matrix;
}

/** Mantegna's distance `√(2(1 − ρ))`: 0 for ρ = 1, 2 for ρ = −1. */
export const distanceOf = (correlation: number): number => Math.sqrt(2 * (1 - correlation));
