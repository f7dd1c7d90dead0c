import { compareCodePoints } from "../../../../../contracts/compare-code-points.ts";
import type { RefusedQuote } from "../../../../../contracts/journal-records.ts";
import type { QuoteRefusal } from "../../../../../contracts/price-ticks.ts";

export type RefusedGroup = {
  readonly source: string;
  readonly reason: QuoteRefusal;
  readonly count: number;
  readonly assets: readonly string[];
  readonly newestMs: number;
};

/** Refused quotes by source and reason, the most frequent first. */
export function groupRefused(quotes: readonly RefusedQuote[]): readonly RefusedGroup[] {
  const groups = Map.groupBy(quotes, ({ source, refused }) => `${source} ${refused}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const assets = [...new Set(group.map(({ asset }) => asset))].toSorted(compareCodePoints);
      const newestMs = Math.max(...group.map(({ windowEndMs }) => windowEndMs));
      return [{ source: first.source, reason: first.refused, count: group.length, assets, newestMs }];
    })
    .toSorted((a, b) => b.count - a.count || compareCodePoints(a.source, b.source));
}
