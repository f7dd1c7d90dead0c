import { compareCodePoints } from "../../../../../contracts/compare-code-points.ts";
import type { Freshness, FreshnessState } from "../../../../../contracts/freshness.ts";
import type { PriceSnapshot } from "../../../../../contracts/live.ts";
import type { QuoteRefusal } from "../../../../../contracts/price-ticks.ts";

/** One source now: how fresh it is, and what became of its quotes in the newest window. */
export type SourceRow = {
  readonly name: string;
  readonly state: FreshnessState;
  readonly ageMs: number | null;
  /** Of price sources: quotes that a price rests on, and those that were refused, by reason. Null for other sources. */
  readonly quotes: { readonly used: number; readonly refused: Readonly<Partial<Record<QuoteRefusal, number>>> } | null;
};

const order = { stale: 0, late: 1, fresh: 2, never: 3 } as const;

/** The worst first, then by name. */
export function listSources(
  readings: readonly Freshness[],
  prices: Pick<PriceSnapshot, "ticks" | "refused"> | null,
): readonly SourceRow[] {
  const quotes = countQuotes(prices);
  return readings
    .filter(({ kind }) => kind === "source")
    .map(({ name, state, ageMs }) => ({ name, state, ageMs, quotes: quotes.get(name) ?? null }))
    .toSorted((a, b) => order[a.state] - order[b.state] || compareCodePoints(a.name, b.name));
}

function countQuotes(prices: Pick<PriceSnapshot, "ticks" | "refused"> | null) {
  const counts = new Map<string, { used: number; refused: Partial<Record<QuoteRefusal, number>> }>();
  for (const { sources } of [...(prices?.ticks ?? []), ...(prices?.refused ?? [])]) {
    for (const { source, refused } of sources) {
      const count = counts.get(source) ?? { used: 0, refused: {} };
      counts.set(source, count);
      if (refused === undefined) count.used += 1;
      else count.refused[refused] = (count.refused[refused] ?? 0) + 1;
    }
  }
  return counts;
}

/** Reasons with how often, the most frequent first. */
export const listReasons = (
  refused: Readonly<Partial<Record<QuoteRefusal, number>>>,
): readonly { readonly reason: QuoteRefusal; readonly count: number }[] =>
  Object.entries(refused)
    .map(([reason, count]) => ({ reason: reason as QuoteRefusal, count }))
    .toSorted((a, b) => b.count - a.count || compareCodePoints(a.reason, b.reason));

/** The mean quality of the prices of a window; null without any. */
export function meanQuality(ticks: readonly { readonly quality: number }[]): number | null {
  return ticks.length === 0 ? null : ticks.reduce((sum, { quality }) => sum + quality, 0) / ticks.length;
}
