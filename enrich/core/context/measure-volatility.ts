import { type Samples, sampleGrid } from "../sample-grid.ts";

export type VolatilityRule = {
  readonly windowMs: number;
  readonly barMs: number;
  /** Share of the window's returns that must be there. */
  readonly coverageMin: number;
};

const yearMs = 365 * 86_400_000;

/**
 * Realised volatility, annualised, as a fraction: √(mean of squared log returns × bars a year), the mean return taken as
 * zero as is usual for short bars. Null with too few returns. A price older than one bar is no price.
 */
export function measureVolatility(prices: Samples, asOfMs: number, rule: VolatilityRule): number | null {
  const { windowMs, barMs, coverageMin } = rule;
  const bars = Math.floor(windowMs / barMs);
  const closes = sampleGrid(prices, { toMs: asOfMs, stepMs: barMs, points: bars + 1 }, barMs);
  let [squares, count] = [0, 0];
  for (let bar = 1; bar <= bars; bar += 1) {
    const change = Math.log((closes[bar] as number) / (closes[bar - 1] as number));
    if (!Number.isFinite(change)) continue;
    squares += change * change;
    count += 1;
  }
  return count < bars * coverageMin || count === 0 ? null : Math.sqrt((squares / count) * (yearMs / barMs));
}
