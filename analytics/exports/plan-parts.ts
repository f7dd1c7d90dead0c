import type { TimeRange } from "../tick-series.ts";
import { splitByDate } from "./part-keys.ts";

/** A part that the store has: its range, and the rows of its manifest (null: the manifest is missing). */
export type StoredPart = { readonly range: TimeRange; readonly rows: number | null };

/** What of `range` no part covers, cut at UTC midnights. */
export function planNewParts(range: TimeRange, stored: readonly TimeRange[]): TimeRange[] {
  const gaps: TimeRange[] = [];
  let fromMs = range.fromMs;
  for (const part of stored.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (part.fromMs > fromMs) gaps.push({ fromMs, toMs: Math.min(part.fromMs, range.toMs) });
    fromMs = Math.max(fromMs, part.toMs);
  }
  gaps.push({ fromMs, toMs: range.toMs });
  return gaps.flatMap(splitByDate);
}

/**
 * Stored parts to write again: those that a crash left without a manifest, and those for which more rows are known now
 * than when they were written (ticks that came late). Fewer rows only mean that old ones were pruned.
 */
export function planRepairs(stored: readonly StoredPart[], knownRows: readonly number[]): TimeRange[] {
  return stored.flatMap(({ range, rows }, index) => ((knownRows[index] ?? 0) > (rows ?? 0) ? [range] : []));
}
