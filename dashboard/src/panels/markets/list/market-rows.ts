import type { ClusterRun } from "../../../../../contracts/cluster.ts";
import type { PriceSnapshot } from "../../../../../contracts/live.ts";
import type { PriceTick, RefusedAsset } from "../../../../../contracts/price-ticks.ts";
import { changeOver, changeSinceFirst, type PricePoint } from "../../../data/price-points.ts";
import { seriesName } from "../../../format/series-words.ts";
import { assetSymbol } from "../../../format/short-hex.ts";

/** One asset of the list: priced, or refused with the reason. */
export type MarketRow = {
  readonly asset: string;
  readonly symbol: string;
  readonly name: string;
  readonly tick: PriceTick | null;
  readonly refused: RefusedAsset | null;
  readonly points: readonly PricePoint[];
  readonly changeHour: number | null;
  /** Since the first price that the page knows of the last day. */
  readonly changeDay: number | null;
  /** How many of its sources agree. */
  readonly used: number;
  readonly cluster: RowCluster | null;
};

/** The place of a cluster in its run, and who stands for it. */
export type RowCluster = { readonly number: number; readonly medoid: string; readonly size: number };

const hourMs = 3_600_000;
/** How much older than an hour the base of the hourly change may be: three windows of two minutes. */
const toleranceMs = 6 * 60_000;
const noPoints: readonly PricePoint[] = [];

export function buildMarketRows(
  snapshot: PriceSnapshot,
  history: ReadonlyMap<string, readonly PricePoint[]>,
  clusters: ReadonlyMap<string, RowCluster>,
  nameOf: (asset: string) => string,
): readonly MarketRow[] {
  const commonOf = (asset: string) => ({
    asset,
    symbol: assetSymbol(asset),
    name: nameOf(asset),
    points: history.get(asset) ?? noPoints,
    cluster: clusters.get(asset) ?? null,
  });
  const priced = snapshot.ticks.map((tick): MarketRow => {
    const common = commonOf(tick.asset);
    return {
      ...common,
      tick,
      refused: null,
      changeHour: changeOver(common.points, hourMs, toleranceMs),
      changeDay: changeSinceFirst(common.points),
      used: tick.sources.filter(({ refused }) => refused === undefined).length,
    };
  });
  const refused = snapshot.refused.map(
    (item): MarketRow => ({
      ...commonOf(item.asset),
      ...{ tick: null, refused: item, changeHour: null, changeDay: null, used: 0 },
    }),
  );
  return [...priced, ...refused];
}

/** In which cluster each asset of a run is. */
export function clusterOfAssets(run: ClusterRun | null): ReadonlyMap<string, RowCluster> {
  const places = (run?.clusters ?? []).flatMap(({ members, medoid }, index) =>
    members.map((member) => [member, { number: index + 1, medoid: seriesName(medoid), size: members.length }] as const),
  );
  return new Map(places);
}

/** Rows whose symbol, name or cluster has every word that was searched for. */
export function searchRows(rows: readonly MarketRow[], text: string): readonly MarketRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ asset, name, cluster }) => {
    const heap =
      `${asset} ${name} ${cluster === null ? "" : `cluster ${cluster.number} ${cluster.medoid}`}`.toLowerCase();
    return words.every((word) => heap.includes(word));
  });
}
