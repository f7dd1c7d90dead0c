import type { Linkage } from "./link.ts";
import type { SquareMatrix } from "./square-matrix.ts";

/**
 * Hierarchical risk parity (M. López de Prado, "Building diversified portfolios that outperform out of sample", 2016): items in the
 * order of the tree's leaves, halved again and again; two halves share their weight inversely to their variances, each with
 * inverse-variance weights inside. Each weight is in [0, 1], and they sum to 1. What has no variance takes all from what
 * has; several such items share equally.
 */
export function weighByRiskParity(linkage: Linkage, covariance: SquareMatrix): Float64Array {
  const weights = new Float64Array(covariance.size).fill(1);
  const halve = (items: readonly number[]): void => {
    if (items.length < 2) return;
    const left = items.slice(0, Math.floor(items.length / 2));
    const right = items.slice(left.length);
    const leftVariance = clusterVariance(left, covariance);
    const both = leftVariance + clusterVariance(right, covariance);
    const leftShare = both > 0 ? 1 - leftVariance / both : left.length / items.length;
    for (const item of left) weights[item] = (weights[item] as number) * leftShare;
    for (const item of right) weights[item] = (weights[item] as number) * (1 - leftShare);
    halve(left);
    halve(right);
  };
  halve(orderLeaves(linkage, covariance.size));
  return weights;
}

/** Items from left to right under the tree. */
export function orderLeaves(linkage: Linkage, size: number): number[] {
  const order: number[] = [];
  const open = [linkage.length === 0 ? 0 : size + linkage.length - 1];
  while (size > 0) {
    const node = open.pop();
    if (node === undefined) break;
    if (node < size) order.push(node);
    else {
      const [left, right] = linkage[node - size] as Linkage[number];
      open.push(right, left);
    }
  }
  return order;
}

/** Variance of the items under inverse-variance weights; rounding and gaps in the data must not bring it below 0. */
function clusterVariance(items: readonly number[], { size, values }: SquareMatrix): number {
  const shares = inverseVarianceShares(items.map((item) => values[item * size + item] as number));
  let variance = 0;
  for (const [at, item] of items.entries()) {
    const row = item * size;
    let sum = 0;
    for (const [other, column] of items.entries()) sum += (shares[other] as number) * (values[row + column] as number);
    variance += (shares[at] as number) * sum;
  }
  return Math.max(0, variance);
}

function inverseVarianceShares(variances: readonly number[]): number[] {
  const least = variances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  // Against the least, so that no inverse overflows.
  const inverse = variances.map((variance) => (least > 0 ? least / variance : variance > 0 ? 0 : 1));
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return inverse.map((value) => value / total);
}
