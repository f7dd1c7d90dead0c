import { keptMs, type PricePoint } from "../../../data/price-points.ts";

/** The time of the oldest price that the page knows; null without any. */
export function firstKnownMs(history: ReadonlyMap<string, readonly PricePoint[]>): number | null {
  let first: number | null = null;
  for (const [point] of history.values()) {
    if (point !== undefined && (first === null || point.atMs < first)) first = point.atMs;
  }
  return first;
}

/** Whether what is known reaches a day back, but for a few windows. */
export const isWholeDay = (firstMs: number, nowMs: number): boolean => nowMs - firstMs >= keptMs - 10 * 60_000;
