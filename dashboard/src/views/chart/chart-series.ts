import type { PricePoint } from "../../data/price-points.ts";

export type ChartPoint = { readonly atMs: number; readonly priceUsd: number | null };

const minuteMs = 60_000;
const stepsMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720];

/** The points of the last `rangeMs`, with a hole where nothing came for longer than `gapMs`: no line across an outage. */
export function chartSeries(points: readonly PricePoint[], rangeMs: number, gapMs: number): readonly ChartPoint[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const shown = points.filter(({ atMs }) => atMs >= last.atMs - rangeMs);
  return shown.flatMap((point, index): ChartPoint[] => {
    const before = shown[index - 1];
    const hasGap = before !== undefined && point.atMs - before.atMs > gapMs;
    return hasGap ? [{ atMs: before.atMs + 1, priceUsd: null }, point] : [point];
  });
}

/** Round moments in UTC within a range, at most `countMax` of them. */
export function timeTicks(fromMs: number, toMs: number, countMax: number): readonly number[] {
  const spanMinutes = (toMs - fromMs) / minuteMs;
  const step = stepsMinutes.find((minutes) => spanMinutes / minutes <= countMax - 1) ?? 1_440;
  const stepMs = step * minuteMs;
  const ticks: number[] = [];
  for (let at = Math.ceil(fromMs / stepMs) * stepMs; at <= toMs; at += stepMs) ticks.push(at);
  return ticks;
}

/** The price axis: the range of the prices with a little air, never below zero. */
export function priceDomain(series: readonly ChartPoint[]): readonly [number, number] {
  const prices = series.flatMap(({ priceUsd }) => (priceUsd === null ? [] : [priceUsd]));
  if (prices.length === 0) return [0, 1];
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const air = high === low ? high * 0.01 : (high - low) * 0.08;
  return [Math.max(0, low - air), high + air];
}

/** Round prices within a range, at most `countMax` of them: steps of 1, 2 or 5 times a power of ten. */
export function priceTicks(low: number, high: number, countMax: number): readonly number[] {
  const rough = (high - low) / countMax;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => power * factor >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
