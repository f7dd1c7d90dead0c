import type { Series } from "../../evaluate/core/replay/series.ts";
import type { StoredSeries } from "../../store/read-series.ts";

/**
 * Recorded samples as a replay takes them. Live, a price comes with the message of its window's end and is as old as its
 * quotes: so it stands at its own time, which is within the same interval of the grid, or else at the window's end.
 */
export function toSeries(stored: StoredSeries, cadenceMs: number): Series {
  const { key, knownAtMs, sampleAtMs, value, range, validUntilMs } = stored;
  const tickOf = (atMs: number): number => Math.ceil(atMs / cadenceMs);
  return {
    key,
    knownAtMs: knownAtMs.map((known, index) => {
      const sampled = sampleAtMs[index] ?? known;
      return tickOf(sampled) === tickOf(known) ? sampled : known;
    }),
    value,
    range,
    validUntilMs,
  };
}
