import type { QuoteRefusal, RefusedAsset } from "../../../contracts/price-ticks.ts";

/** Why a source's quote was left out, in words. */
export const quoteRefusalWords: Readonly<Record<QuoteRefusal, string>> = {
  "no-data": "no quote",
  stale: "stale",
  "not-positive": "not a price",
  "out-of-range": "impossible range",
  outlier: "far from the others",
  "source-failed": "did not answer",
};

/** Why an asset has no price, in words. */
export const assetRefusalWords: Readonly<Record<RefusedAsset["reason"], string>> = {
  "no-quorum": "too few usable sources",
  "no-source": "no source lists it",
};
