import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { buildReturns, isConstant, type PricePoint, type ReturnGrid } from "../build-returns.ts";
import { measureAges } from "./measure-ages.ts";

/** Prices of one asset, by the time they became known. */
export type PriceSeries = {
  readonly asset: string;
  readonly atMs: ArrayLike<number>;
  readonly price: ArrayLike<number>;
};

export type FreshReturns = {
  /** By code point. */
  readonly assets: readonly string[];
  /** NaN where there is no return, or where the price stood still in its bar or in the one before. */
  readonly returns: readonly Float64Array[];
  /** Per grid point how long ago the price had last changed. */
  readonly agesMs: readonly Float64Array[];
  readonly refused: readonly { readonly asset: string; readonly reason: string }[];
};

/**
 * Returns as clusters have them (`build-returns.ts`), of which those count where the price changed less than a bar before both
 * grid points: a repeated price is a stale quote, and the return after it covers several bars. An asset of which fewer than
 * `returnsMin` are left is refused as `too-few-changes`.
 */
export function buildFreshReturns(
  series: readonly PriceSeries[],
  grid: ReturnGrid,
  { minOverlap, returnsMin }: { readonly minOverlap: number; readonly returnsMin: number },
): FreshReturns {
  const assets = series.map(({ asset }) => asset);
  const whole = buildReturns(listPoints(series, grid), grid, { minOverlap, expected: assets });
  const byAsset = new Map(series.map((one) => [one.asset, one]));
  const refused: { asset: string; reason: string }[] = [...whole.refused];
  const kept: { asset: string; returns: Float64Array; agesMs: Float64Array }[] = [];
  for (const [index, asset] of whole.assets.entries()) {
    const one = byAsset.get(asset);
    if (one === undefined) throw new Error(`${asset} has returns and no prices`);
    const agesMs = measureAges(one, grid);
    const isFresh = (step: number): boolean =>
      (agesMs[step] as number) < grid.barMs && (agesMs[step + 1] as number) < grid.barMs;
    const returns = (whole.returns[index] as Float64Array).map((value, step) => (isFresh(step) ? value : Number.NaN));
    const count = returns.reduce((known, value) => known + (Number.isNaN(value) ? 0 : 1), 0);
    if (count < returnsMin) refused.push({ asset, reason: "too-few-changes" });
    else if (isConstant(returns)) refused.push({ asset, reason: "constant" });
    else kept.push({ asset, returns, agesMs });
  }
  return {
    assets: kept.map(({ asset }) => asset),
    returns: kept.map(({ returns }) => returns),
    agesMs: kept.map(({ agesMs }) => agesMs),
    refused: refused.toSorted((a, b) => compareCodePoints(a.asset, b.asset)),
  };
}

function* listPoints(series: readonly PriceSeries[], grid: ReturnGrid): Generator<PricePoint> {
  const firstMs = grid.asOfMs - grid.windowMs - grid.barMs;
  for (const { asset, atMs, price } of series) {
    for (let index = 0; index < atMs.length; index += 1) {
      const at = atMs[index] as number;
      if (at > firstMs && at <= grid.asOfMs) yield { asset, atMs: at, price: price[index] as number };
    }
  }
}
