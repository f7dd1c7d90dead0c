import { correlate } from "./correlate.ts";
import type { ReturnsOf } from "./describe-clusters.ts";
import type { SquareMatrix } from "./square-matrix.ts";
import { standardise } from "./standardise.ts";

/** `auto`: as strongly as the data say, over the steps at which all series have a return. A number: λ itself, in [0, 1]. */
export type Shrinkage = "none" | "auto" | number;

/** `(1 − λ) ρ` off the diagonal. */
export function shrink({ size, values }: SquareMatrix, lambda: number): SquareMatrix {
  return { size, values: values.map((rho, at) => (at % (size + 1) === 0 ? rho : (1 - lambda) * rho)) };
}

/**
 * λ of Ledoit and Wolf (2004), "A well-conditioned estimator for large-dimensional covariance matrices", towards the identity, on
 * returns x with mean 0 and variance 1 over n steps of p series:
 *
 *   λ = min(b̄², d²) / d²,  d² = ‖R − I‖² / p,  b̄² = (1/(n p)) ((1/n) Σₜ |xₜ|⁴ − ‖R‖²)
 *
 * `correlation` is that of the same returns, each pair over the steps that it has in common. Series that are constant over the n
 * steps have no part in it. Fewer than two steps support no correlation: 1. Without any correlation there is nothing to
 * shrink: 0.
 */
export function chooseShrinkage(correlation: SquareMatrix, returnsOf: ReturnsOf): number {
  const { size } = correlation;
  if (size < 2) return 0;
  const steps = commonSteps(size, returnsOf);
  const n = steps.length;
  if (n < 2) return 1;
  // Sums of squares are 1 and not n here: |xₜ|⁴ is n² times the square of such a sum.
  const squares = new Float64Array(n);
  const common: Float64Array[] = [];
  let p = 0;
  const isWhole = n === returnsOf(0).length;
  for (let item = 0; item < size; item += 1) {
    const own = returnsOf(item);
    const chosen = isWhole ? own : Float64Array.from(steps, (step) => own[step] as number);
    if (!isWhole) common.push(chosen);
    const unit = standardise(chosen);
    let length = 0;
    for (let step = 0; step < n; step += 1) {
      const square = (unit[step] as number) ** 2;
      squares[step] = (squares[step] as number) + square;
      length += square;
    }
    if (length > 0) p += 1;
  }
  const offDiagonal = sumOfSquares(isWhole ? correlation : correlate(common));
  const noise = squares.reduce((sum, square) => sum + square * square, 0) - (offDiagonal + p) / n;
  return offDiagonal > 0 ? Math.max(0, Math.min(1, noise / offDiagonal)) : 0;
}

/** Steps at which all series have a return. */
function commonSteps(size: number, returnsOf: ReturnsOf): number[] {
  const isMissing = new Uint8Array(returnsOf(0).length);
  for (let item = 0; item < size; item += 1) {
    const own = returnsOf(item);
    for (let step = 0; step < own.length; step += 1) if (Number.isNaN(own[step] as number)) isMissing[step] = 1;
  }
  return [...isMissing.keys()].filter((step) => isMissing[step] === 0);
}

/** Of the entries off the diagonal. */
function sumOfSquares({ size, values }: SquareMatrix): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) if (at % (size + 1) !== 0) sum += (values[at] as number) ** 2;
  return sum;
}
