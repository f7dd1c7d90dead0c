import type { PriceSnapshot } from "../../../../contracts/live.ts";
import type { PriceTick, RefusedAsset } from "../../../../contracts/price-ticks.ts";
import { changeOver, changeSinceFirst, type PricePoint } from "../../data/price-points.ts";

/** One asset of the table: priced, or refused with the reason. */
export type PriceRow = {
  readonly asset: string;
  readonly tick: PriceTick | null;
  readonly refused: RefusedAsset | null;
  readonly points: readonly PricePoint[];
  readonly changeHour: number | null;
  readonly changeSince: number | null;
};

export type SortKey = "asset" | "price" | "changeHour" | "changeSince" | "age";
export type Sort = { readonly key: SortKey; readonly direction: "up" | "down" };

const hourMs = 3_600_000;
/** How much older than an hour the base of the hourly change may be: three windows of two minutes. */
const toleranceMs = 6 * 60_000;

export function buildPriceRows(
  snapshot: PriceSnapshot,
  history: ReadonlyMap<string, readonly PricePoint[]>,
): readonly PriceRow[] {
  const priced = snapshot.ticks.map((tick): PriceRow => {
    const points = history.get(tick.asset) ?? [];
    return {
      asset: tick.asset,
      tick,
      refused: null,
      points,
      changeHour: changeOver(points, hourMs, toleranceMs),
      changeSince: changeSinceFirst(points),
    };
  });
  const refused = snapshot.refused.map((item): PriceRow => {
    const points = history.get(item.asset) ?? [];
    return { asset: item.asset, tick: null, refused: item, points, changeHour: null, changeSince: null };
  });
  return [...priced, ...refused];
}

/** Sorted rows; those without a value come last either way, equal ones by name. */
export function sortPriceRows(rows: readonly PriceRow[], { key, direction }: Sort): readonly PriceRow[] {
  const sign = direction === "up" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const byName = a.asset < b.asset ? -1 : 1;
    if (key === "asset") return sign * byName;
    const left = sortValue(a, key);
    const right = sortValue(b, key);
    if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1;
    return left === right ? byName : sign * (left - right);
  });
}

/** The next sorting when a column's head is pressed: numbers start with the greatest, the name with A. */
export function nextSort(current: Sort, key: SortKey): Sort {
  if (current.key === key) return { key, direction: current.direction === "up" ? "down" : "up" };
  return { key, direction: key === "asset" ? "up" : "down" };
}

function sortValue(row: PriceRow, key: Exclude<SortKey, "asset">): number | null {
  if (key === "price") return row.tick?.priceUsd ?? null;
  if (key === "age") return row.tick === null ? null : -row.tick.sampleAtMs;
  return row[key];
}
