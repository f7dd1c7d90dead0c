import { type Samples, sampleGrid } from "../sample-grid.ts";

export type DispersionRule = { readonly spanMs: number; readonly barMs: number; readonly assetsMin: number };

/**
 * How differently the assets move: standard deviation, over the assets, of their returns over the last `spanMs`. Null where
 * fewer than `assetsMin` have a return.
 */
export function measureDispersion(
  prices: readonly Samples[],
  asOfMs: number,
  { spanMs, barMs, assetsMin }: DispersionRule,
): number | null {
  const points = Math.floor(spanMs / barMs) + 1;
  const returns = prices
    .map((series) => sampleGrid(series, { toMs: asOfMs, stepMs: barMs, points }, barMs))
    .map((closes) => (closes[points - 1] as number) / (closes[0] as number) - 1)
    .filter(Number.isFinite);
  if (returns.length < Math.max(2, assetsMin)) return null;
  const mean = returns.reduce((sum, each) => sum + each, 0) / returns.length;
  return Math.sqrt(returns.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (returns.length - 1));
}
