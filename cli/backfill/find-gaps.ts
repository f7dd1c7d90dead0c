import type { AssetId } from "../../contracts/ids.ts";

/** Windows in a row in which an asset had no price. Times are ends of windows, both included. */
export type Gap = { readonly asset: AssetId; readonly fromMs: number; readonly toMs: number; readonly windows: number };

/** Collects windows without a price, in time order, into gaps per asset. */
export function createGapFinder(cadenceMs: number) {
  const gaps: Gap[] = [];
  /** Where each asset's latest gap stands in the list. */
  const latest = new Map<AssetId, number>();
  return {
    note(endMs: number, unpriced: readonly AssetId[]): void {
      for (const asset of unpriced) {
        const place = latest.get(asset);
        const gap = place === undefined ? undefined : gaps[place];
        if (place !== undefined && gap?.toMs === endMs - cadenceMs) {
          gaps[place] = { ...gap, toMs: endMs, windows: gap.windows + 1 };
        } else latest.set(asset, gaps.push({ asset, fromMs: endMs, toMs: endMs, windows: 1 }) - 1);
      }
    },
    list: (): readonly Gap[] => gaps,
  };
}
