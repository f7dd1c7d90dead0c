import type { RelationReading } from "../../../contracts/world.ts";
import { adjustForFalseDiscovery } from "../../../statistics/adjust-for-false-discovery.ts";
import { correlateRanks } from "../../../statistics/correlate-ranks.ts";
import { type Samples, sampleGrid } from "../sample-grid.ts";

/** What a series is decides how its changes are taken. Prices among themselves are the clusters' matter. */
export type SeriesKind = "price" | "probability" | "factor";
export type RelatedSeries = { readonly key: string; readonly kind: SeriesKind; readonly samples: Samples };

export type RelationRule = {
  readonly stepMs: number;
  readonly points: number;
  /** A sample older than this is none. */
  readonly maxAgeMs: number;
  readonly samplesMin: number;
};

/**
 * How markets, assets and factors move together: rank correlation of their changes from one grid point to the next, for every
 * pair but two prices. Lowest q first, then by name. The order of the series is of no consequence.
 */
export function findRelations(
  series: readonly RelatedSeries[],
  asOfMs: number,
  rule: RelationRule,
): readonly RelationReading[] {
  const ordered = series.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const changes = ordered.map(({ kind, samples }) => takeChanges(samples, kind, asOfMs, rule));
  const found = ordered.flatMap((left, i) =>
    ordered.slice(i + 1).flatMap((right, offset) => {
      if (left.kind === "price" && right.kind === "price") return [];
      const [a, b] = [changes[i], changes[i + 1 + offset]];
      const correlation = a === undefined || b === undefined ? null : correlateRanks(a, b, rule.samplesMin);
      return correlation === null ? [] : [{ left: left.key, right: right.key, ...correlation }];
    }),
  );
  const qs = adjustForFalseDiscovery(found.map(({ p }) => p));
  return found
    .map(({ p: _, ...rest }, index) => ({ ...rest, q: qs[index] ?? 1 }))
    .toSorted((a, b) => a.q - b.q || (`${a.left} ${a.right}` < `${b.left} ${b.right}` ? -1 : 1));
}

/** Log returns of prices, changes of the log odds of probabilities, differences of factors; NaN where one end is missing. */
function takeChanges(samples: Samples, kind: SeriesKind, asOfMs: number, rule: RelationRule): Float64Array {
  const values = sampleGrid(samples, { toMs: asOfMs, ...rule }, rule.maxAgeMs).map(scales[kind]);
  return values.slice(1).map((value, index) => value - (values[index] as number));
}

/** As for the signals: odds beyond a thousand to one tell nothing more. */
const withinOdds = (p: number): number => Math.max(0.001, Math.min(0.999, p));

const scales: Readonly<Record<SeriesKind, (value: number) => number>> = {
  price: Math.log,
  probability: (value) => (Number.isNaN(value) ? value : Math.log(withinOdds(value) / (1 - withinOdds(value)))),
  factor: (value) => value,
};
