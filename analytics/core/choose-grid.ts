import type { ReturnGrid } from "./build-returns.ts";

export type GridSettings = {
  readonly barMs: number;
  /** The longest window; a multiple of the bar. */
  readonly windowMs: number;
  /** Fewer steps than this say nothing. */
  readonly minBars: number;
};

/** When the known prices begin and end. */
export type HistorySpan = { readonly firstMs: number; readonly latestMs: number };

export type GridChoice = { readonly grid: ReturnGrid; readonly isLongEnough: boolean };

const floorTo = (value: number, unit: number): number => Math.floor(value / unit) * unit;

/**
 * The grid of a run: it ends at the last multiple of the bar at or before both the schedule and the last known price
 * (a window that is still on its way is not missing data), and reaches back as far as the history does, at most
 * `windowMs`. Without enough history it is still a valid grid (at least one bar) and says so.
 */
export function chooseGrid(span: HistorySpan | null, scheduledMs: number, settings: GridSettings): GridChoice {
  const { barMs, windowMs, minBars } = settings;
  const asOfMs = floorTo(Math.min(scheduledMs, span?.latestMs ?? scheduledMs), barMs);
  const knownMs = span === null ? 0 : Math.max(0, floorTo(asOfMs - span.firstMs, barMs));
  const chosenMs = Math.min(windowMs, knownMs);
  return {
    grid: { asOfMs, barMs, windowMs: Math.max(barMs, chosenMs) },
    isLongEnough: chosenMs >= minBars * barMs,
  };
}
