import type { MarketRow } from "./market-rows.ts";

export const sortKeys = ["asset", "price", "hour", "day", "sources", "quality", "age", "cluster"] as const;
export type SortKey = (typeof sortKeys)[number];
export type Sort = { readonly key: SortKey; readonly direction: "up" | "down" };

/** The greatest falls of the hour first. */
export const usualSort: Sort = { key: "hour", direction: "up" };

/** What the address says: `price-down`. What it does not say, or says wrongly, is as usual. */
export function parseSort(text: string | undefined): Sort {
  const [, name, direction] = /^([a-z]+)-(up|down)$/.exec(text ?? "") ?? [];
  const key = sortKeys.find((each) => each === name);
  return key === undefined ? usualSort : { key, direction: direction === "up" ? "up" : "down" };
}

/** As it stands in the address; null for the usual one. */
export const formatSort = ({ key, direction }: Sort): string | null =>
  key === usualSort.key && direction === usualSort.direction ? null : `${key}-${direction}`;

/** The next sorting when a column's head is pressed: numbers start with the greatest, names and clusters with the first. */
export function nextSort(current: Sort, key: SortKey): Sort {
  if (current.key === key) return { key, direction: current.direction === "up" ? "down" : "up" };
  return { key, direction: key === "asset" || key === "cluster" ? "up" : "down" };
}

/** Sorted rows; those without a value come last either way, equal ones by name. */
export function sortRows(rows: readonly MarketRow[], { key, direction }: Sort): readonly MarketRow[] {
  const sign = direction === "up" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const byName = a.asset < b.asset ? -1 : 1;
    if (key === "asset") return sign * byName;
    const left = sortValues[key](a);
    const right = sortValues[key](b);
    if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1;
    return left === right ? byName : sign * (left - right);
  });
}

const sortValues: Readonly<Record<Exclude<SortKey, "asset">, (row: MarketRow) => number | null>> = {
  price: ({ tick }) => tick?.priceUsd ?? null,
  hour: ({ changeHour }) => changeHour,
  day: ({ changeDay }) => changeDay,
  sources: ({ tick, used }) => (tick === null ? null : used),
  quality: ({ tick }) => tick?.quality ?? null,
  age: ({ tick }) => (tick === null ? null : -tick.sampleAtMs),
  cluster: ({ cluster }) => cluster?.number ?? null,
};
