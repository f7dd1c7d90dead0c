import { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { AssetId } from "./ids.ts";
import { TimeMs } from "./time.ts";

/**
 * Why a source's quote was left out of a consensus.
 * - `source-failed`, `no-data`: it did not answer, or had nothing for this asset
 * - `not-positive`, `out-of-range`: no number above zero; a low above the high
 * - `crossed-book`, `wide-book`: bid above ask; bid and ask too far apart for a market that trades
 * - `stale`, `future`: older than the source may be, or later than the window's end and its grace
 * - `frozen`: the same price for several windows while the others moved
 * - `unsure`: the source's own confidence interval is too wide
 * - `no-rate`: quoted in a coin whose price in dollars is not known now
 * - `unit-mismatch`, `outlier`: a power of ten away from the others; further away than quotes may be
 * - `no-quorum`: nothing is wrong with it, and too few others agree. Only where there is no price
 */
export const QuoteRefusal = z.enum([
  "source-failed",
  "no-data",
  "not-positive",
  "out-of-range",
  "crossed-book",
  "wide-book",
  "stale",
  "future",
  "frozen",
  "unsure",
  "no-rate",
  "unit-mismatch",
  "outlier",
  "no-quorum",
]);
export type QuoteRefusal = z.infer<typeof QuoteRefusal>;

/** What a source quotes in. A coin that should be worth a dollar is converted at its own price, never taken for one. */
export const QuoteCurrency = z.enum(["USD", "USDT", "USDC"]);
export type QuoteCurrency = z.infer<typeof QuoteCurrency>;

/**
 * One source's quote for one window, used or refused: enough to judge it again later. `refused` is absent where it was
 * used. `priceUsd = price × rateUsd`; null where there is no price, or no rate to convert it.
 */
export const TickSource = z.strictObject({
  source: z.string(),
  /** As the source says it, in `quote`. */
  price: z.number().nullable(),
  quote: QuoteCurrency,
  /** Dollars for one unit of `quote`; 1 for dollars, null while it is not known. */
  rateUsd: z.number().positive().nullable(),
  priceUsd: z.number().nullable(),
  /** In dollars, where the source gives the range of the window. */
  range: z.strictObject({ openUsd: z.number(), lowUsd: z.number(), highUsd: z.number() }).nullable(),
  /** When the price was made, by the source's clock. */
  sampleAtMs: TimeMs.nullable(),
  refused: QuoteRefusal.optional(),
});
export type TickSource = z.infer<typeof TickSource>;

/**
 * The consensus price of one asset over one window: open, high and low cover it, so that a wick between two evaluations
 * is not missed, and `priceUsd` is its close. `dispersion`: weighted mean distance of the used quotes from the price, as a
 * fraction. `quality` in [0, 1] falls with dispersion and with refused sources.
 */
export const PriceTick = z.strictObject({
  asset: AssetId,
  priceUsd: z.number().positive(),
  openUsd: z.number().positive(),
  lowUsd: z.number().positive(),
  highUsd: z.number().positive(),
  sampleAtMs: TimeMs,
  validUntilMs: TimeMs,
  quality: z.number().min(0).max(1),
  dispersion: z.number().nonnegative(),
  sources: z.array(TickSource).min(1),
});
export type PriceTick = z.infer<typeof PriceTick>;

/** An asset without a price in this window, and why. */
export const RefusedAsset = z.strictObject({
  asset: AssetId,
  reason: z.enum(["no-quorum", "no-source"]),
  sources: z.array(TickSource),
});
export type RefusedAsset = z.infer<typeof RefusedAsset>;

/**
 * Queue `ticks`: the window `(startMs, endMs]`. Many assets need several messages (`part`); `refused` stands with the
 * part that its asset belongs to.
 */
export const PriceTicks = envelopeOf(
  "price-ticks",
  2,
  z.strictObject({
    windowStartMs: TimeMs,
    windowEndMs: TimeMs,
    part: z.strictObject({ index: z.int().nonnegative(), count: z.int().positive() }),
    ticks: z.array(PriceTick),
    refused: z.array(RefusedAsset),
  }),
);
export type PriceTicks = z.infer<typeof PriceTicks>;
