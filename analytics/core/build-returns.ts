import { compareCodePoints } from "../../contracts/compare-code-points.ts";

/** A price and when it became known. */
export type PricePoint = { readonly asset: string; readonly atMs: number; readonly price: number };

/** The grid `asOfMs − windowMs, …, asOfMs` in steps of `barMs`, both ends included. */
export type ReturnGrid = { readonly asOfMs: number; readonly windowMs: number; readonly barMs: number };

export type RefusalReason = "too-few-returns" | "constant" | "too-little-history";
export type Refusal = { readonly asset: string; readonly reason: RefusalReason };

/**
 * Log returns per accepted asset, one per step of the grid; NaN stands for "no return at this step" and never
 * leaves this folder. `assets` and `refused` are ordered by code point.
 */
export type Returns = {
  readonly assets: readonly string[];
  readonly returns: readonly Float64Array[];
  readonly refused: readonly Refusal[];
};

/** Returns closer than this are equal: the rounding of logarithms, far below any real move. */
const equalReturns = 1e-12;

function stepsOf({ asOfMs, windowMs, barMs }: ReturnGrid): number {
  if (!(barMs > 0) || asOfMs % barMs !== 0) throw new RangeError(`${asOfMs} is not a multiple of the bar ${barMs}`);
  if (!(windowMs > 0) || windowMs % barMs !== 0)
    throw new RangeError(`${windowMs} is not a multiple of the bar ${barMs}`);
  return windowMs / barMs;
}

/**
 * Prices at the grid points: the latest one known at or before the point and less than one bar old. A price therefore
 * belongs to exactly one grid point, and nothing is known before its time. Of two prices of one asset at the
 * same moment the greater one counts, so that the order of the input does not matter.
 */
function placeOnGrid(points: Iterable<PricePoint>, grid: ReturnGrid, steps: number): Map<string, Float64Array> {
  const startMs = grid.asOfMs - grid.windowMs;
  const placed = new Map<string, { prices: Float64Array; atMs: Float64Array }>();
  for (const { asset, atMs, price } of points) {
    if (!(price > 0 && price < Number.POSITIVE_INFINITY))
      throw new RangeError(`${asset} has the price ${price} at ${atMs}`);
    let row = placed.get(asset);
    if (row === undefined) {
      row = { prices: new Float64Array(steps + 1).fill(Number.NaN), atMs: new Float64Array(steps + 1).fill(-1) };
      placed.set(asset, row);
    }
    const index = Math.ceil((atMs - startMs) / grid.barMs);
    if (index < 0 || index > steps) continue;
    const heldMs = row.atMs[index] as number;
    if (atMs < heldMs || (atMs === heldMs && price <= (row.prices[index] as number))) continue;
    row.prices[index] = price;
    row.atMs[index] = atMs;
  }
  return new Map([...placed].map(([asset, { prices }]) => [asset, prices]));
}

function logReturns(prices: Float64Array): Float64Array {
  const returns = new Float64Array(prices.length - 1);
  for (let step = 0; step < returns.length; step += 1) {
    returns[step] = Math.log(prices[step + 1] as number) - Math.log(prices[step] as number);
  }
  return returns;
}

/** Whether the known values are all equal, up to the rounding of logarithms. */
export function isConstant(values: Iterable<number>): boolean {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return !(greatest - least > equalReturns);
}

/**
 * Log returns between neighbouring grid points where both have a price. An asset is refused when it has returns at
 * fewer than `minOverlap` of all steps, or when its returns are all equal. `expected` names assets that are refused
 * even where no point of theirs exists.
 */
export function buildReturns(
  points: Iterable<PricePoint>,
  grid: ReturnGrid,
  { minOverlap, expected = [] }: { readonly minOverlap: number; readonly expected?: readonly string[] },
): Returns {
  const steps = stepsOf(grid);
  const placed = placeOnGrid(points, grid, steps);
  const assets: string[] = [];
  const returns: Float64Array[] = [];
  const refused: Refusal[] = [];
  for (const asset of [...new Set([...placed.keys(), ...expected])].sort(compareCodePoints)) {
    const prices = placed.get(asset);
    const own = prices === undefined ? new Float64Array() : logReturns(prices);
    const count = own.reduce((known, value) => known + (Number.isNaN(value) ? 0 : 1), 0);
    if (count === 0 || count < minOverlap * steps - 1e-9) {
      refused.push({ asset, reason: "too-few-returns" });
    } else if (isConstant(own)) {
      refused.push({ asset, reason: "constant" });
    } else {
      assets.push(asset);
      returns.push(own);
    }
  }
  return { assets, returns, refused };
}
