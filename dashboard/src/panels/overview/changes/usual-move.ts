import type { PricePoint } from "../../../data/price-points.ts";

const stepMs = 10 * 60_000;
const stepsPerHour = 6;
/** Two hours of steps: with fewer nobody knows what is usual. */
const stepsMin = 12;

/**
 * How far an asset usually moves in an hour: the root mean square of its moves over ten minutes up to `untilMs`, times √6. Null
 * with fewer than two hours of them. The hour that is judged is left out by the caller, so that a fall does not make itself usual.
 */
export function usualHourMove(points: readonly PricePoint[], untilMs: number): number | null {
  let last: PricePoint | undefined;
  let sum = 0;
  let count = 0;
  for (const point of points) {
    if (point.atMs > untilMs) break;
    if (last !== undefined && point.atMs - last.atMs < stepMs) continue;
    if (last !== undefined && point.atMs - last.atMs <= 2 * stepMs) {
      sum += (point.priceUsd / last.priceUsd - 1) ** 2;
      count += 1;
    }
    last = point;
  }
  return count < stepsMin ? null : Math.sqrt((sum / count) * stepsPerHour);
}
