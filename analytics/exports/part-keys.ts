import type { TimeRange } from "../tick-series.ts";

const dayMs = 86_400_000;

/** UTC date of a moment, `YYYY-MM-DD`. */
export const dateOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

export const startOfDayMs = (atMs: number): number => Math.floor(atMs / dayMs) * dayMs;

/** Cuts a range at UTC midnights; empty ranges vanish. */
export function splitByDate({ fromMs, toMs }: TimeRange): TimeRange[] {
  const pieces: TimeRange[] = [];
  for (let startMs = fromMs; startMs < toMs; startMs = startOfDayMs(startMs) + dayMs) {
    pieces.push({ fromMs: startMs, toMs: Math.min(toMs, startOfDayMs(startMs) + dayMs) });
  }
  return pieces;
}

const stemOf = (dataset: string, { fromMs, toMs }: TimeRange): string =>
  `${dataset}/date=${dateOf(fromMs)}/part-${fromMs}-${toMs}`;

/**
 * Hive layout by UTC date. Manifests lie in a sibling prefix: inside the data prefix they would break readers that take
 * every file there for data. The range is in the name, so writing a part again replaces it.
 */
export const dataKeyOf = (dataset: string, range: TimeRange): string => `exports/${stemOf(dataset, range)}.arrows`;
export const manifestKeyOf = (dataset: string, range: TimeRange): string => `manifests/${stemOf(dataset, range)}.json`;
export const dataPrefixOf = (dataset: string, atMs: number): string => `exports/${dataset}/date=${dateOf(atMs)}/`;

/** The range in a data key's name; undefined where the key is not a part. */
export function parseDataKey(key: string): TimeRange | undefined {
  const match = /\/part-(\d+)-(\d+)\.arrows$/.exec(key);
  return match === null ? undefined : { fromMs: Number(match[1]), toMs: Number(match[2]) };
}
