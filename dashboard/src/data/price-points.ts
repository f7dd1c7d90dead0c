export type PricePoint = { readonly atMs: number; readonly priceUsd: number };

/** How long points are kept, by event time. */
export const keptMs = 24 * 3_600_000;

/** Joins two lists of points in time order; where both have a time, `newer` wins. Points before `fromMs` are dropped. */
export function mergePoints(
  older: readonly PricePoint[],
  newer: readonly PricePoint[],
  fromMs: number,
): readonly PricePoint[] {
  const byTime = new Map<number, PricePoint>();
  for (const point of older) if (point.atMs >= fromMs) byTime.set(point.atMs, point);
  for (const point of newer) if (point.atMs >= fromMs) byTime.set(point.atMs, point);
  return [...byTime.values()].sort((a, b) => a.atMs - b.atMs);
}

/** Adds the newest point. Costs nothing to speak of: it is called for every asset at every tick. */
export function appendPoint(points: readonly PricePoint[], point: PricePoint): readonly PricePoint[] {
  const last = points.at(-1);
  if (last !== undefined && last.atMs >= point.atMs) return mergePoints(points, [point], point.atMs - keptMs);
  const first = points.findIndex(({ atMs }) => atMs >= point.atMs - keptMs);
  return [...(first <= 0 ? points : points.slice(first)), point];
}

/**
 * The change over the last `windowMs`: the latest price against the latest one known a window earlier, which may be
 * at most `toleranceMs` older than that moment. Null where there is none.
 */
export function changeOver(points: readonly PricePoint[], windowMs: number, toleranceMs: number): number | null {
  const last = points.at(-1);
  if (last === undefined) return null;
  const before = points.findLast(({ atMs }) => atMs <= last.atMs - windowMs);
  if (before === undefined || before.atMs < last.atMs - windowMs - toleranceMs) return null;
  return last.priceUsd / before.priceUsd - 1;
}

/** The change since the first point, or null with fewer than two points. */
export function changeSinceFirst(points: readonly PricePoint[]): number | null {
  const first = points[0];
  const last = points.at(-1);
  return first === undefined || last === undefined || points.length < 2 ? null : last.priceUsd / first.priceUsd - 1;
}
