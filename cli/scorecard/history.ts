import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { Series } from "../../evaluate/core/replay/series.ts";
import { priceKnownAt } from "../backtest/price-lookup.ts";

/** The recorded prices of one asset. */
export type History = { readonly asset: string; readonly series: Series };

/** By code point. */
export function toHistories(series: readonly Series[]): History[] {
  return series
    .map((one) => ({ asset: one.key.slice("price.".length), series: one }))
    .toSorted((a, b) => compareCodePoints(a.asset, b.asset));
}

/** The same, as far as it was known at `atMs`. */
export function knownAt(histories: readonly History[], atMs: number): History[] {
  return histories.map(({ asset, series }) => {
    const first = series.knownAtMs.findIndex((knownAtMs) => knownAtMs > atMs);
    const end = first === -1 ? series.knownAtMs.length : first;
    const known = { knownAtMs: series.knownAtMs.subarray(0, end), value: series.value.subarray(0, end), range: null };
    return { asset, series: { ...series, ...known } };
  });
}

/** The latest price known at `atMs` and less than `ageMs` old; null without one. */
export function priceAt({ series }: History, atMs: number, ageMs: number): number | null {
  const known = priceKnownAt(series, atMs);
  return known === null || atMs - known.knownAtMs >= ageMs ? null : known.price;
}

/** Log return between two moments; null where one of them has no price. */
export function returnBetween(history: History, fromMs: number, toMs: number, ageMs: number): number | null {
  const [from, to] = [priceAt(history, fromMs, ageMs), priceAt(history, toMs, ageMs)];
  return from === null || to === null ? null : Math.log(to) - Math.log(from);
}
