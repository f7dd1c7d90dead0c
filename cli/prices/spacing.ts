import type { SymbolRows } from "./parse-price-rows.ts";

/** Differences between successive distinct times of each symbol, pooled and sorted. */
export function differencesMs(symbols: Iterable<Pick<SymbolRows, "tsMs">>): number[] {
  const differences: number[] = [];
  for (const { tsMs } of symbols) {
    const times = [...new Set(tsMs)].sort((a, b) => a - b);
    for (let at = 1; at < times.length; at += 1) differences.push((times[at] as number) - (times[at - 1] as number));
  }
  return differences.sort((a, b) => a - b);
}

/** The most frequent difference; of several the shortest. Undefined without any. */
export function mostFrequentMs(sorted: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const difference of sorted) counts.set(difference, (counts.get(difference) ?? 0) + 1);
  let best: number | undefined;
  for (const [difference, count] of counts) {
    if (best === undefined || count > (counts.get(best) ?? 0)) best = difference;
  }
  return best;
}

/** The lower median, rounded to whole minutes, halves up. Undefined without any. */
export function medianMinutesMs(sorted: readonly number[]): number | undefined {
  const median = sorted[(sorted.length - 1) >> 1];
  return median === undefined ? undefined : Math.floor(median / minuteMs + 0.5) * minuteMs;
}

const minuteMs = 60_000;
