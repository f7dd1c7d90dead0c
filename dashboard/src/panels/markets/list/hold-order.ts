import type { MarketRow } from "./market-rows.ts";

/** Rows in the order of `held`, with their present values. Those that are new come last, as they are sorted. */
export function holdOrder(rows: readonly MarketRow[], held: readonly string[]): readonly MarketRow[] {
  const places = new Map(held.map((asset, place) => [asset, place]));
  const placeOf = ({ asset }: MarketRow): number => places.get(asset) ?? held.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}
