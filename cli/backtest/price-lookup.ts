import type { Series } from "../../evaluate/core/replay/series.ts";

export type KnownPrice = { readonly price: number; readonly knownAtMs: number };

/** The last price of a series that was known at `atMs`; null before the first. */
export function priceKnownAt({ knownAtMs, value }: Series, atMs: number): KnownPrice | null {
  let low = 0;
  let high = knownAtMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((knownAtMs[middle] as number) <= atMs) low = middle + 1;
    else high = middle;
  }
  const last = low - 1;
  return last < 0 ? null : { price: value[last] as number, knownAtMs: knownAtMs[last] as number };
}
