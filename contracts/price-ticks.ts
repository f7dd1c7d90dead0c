import { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { AssetId } from "./ids.ts";
import { TimeMs } from "./time.ts";

/** Why a source's quote was left out of a consensus. */
export const QuoteRefusal = z.enum(["no-data", "stale", "not-positive", "out-of-range", "outlier", "source-failed"]);
export type QuoteRefusal = z.infer<typeof QuoteRefusal>;

/** One source's share in a tick. `refused` is absent where the quote was used. */
export const TickSource = z.strictObject({
  source: z.string(),
  priceUsd: z.number().nullable(),
  sampleAtMs: TimeMs.nullable(),
  refused: QuoteRefusal.optional(),
});
export type TickSource = z.infer<typeof TickSource>;

/**
 * The consensus price of one asset over one window. `lowUsd` and `highUsd` cover the window, so that a wick
 * between two evaluations is not missed. `quality` in [0, 1] falls with dispersion and with refused sources.
 */
export const PriceTick = z.strictObject({
  asset: AssetId,
  priceUsd: z.number().positive(),
  lowUsd: z.number().positive(),
  highUsd: z.number().positive(),
  sampleAtMs: TimeMs,
  validUntilMs: TimeMs,
  quality: z.number().min(0).max(1),
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

/** Queue `ticks`: one message per ingest window; window `(startMs, endMs]`. */
export const PriceTicks = envelopeOf(
  "price-ticks",
  1,
  z.strictObject({
    windowStartMs: TimeMs,
    windowEndMs: TimeMs,
    ticks: z.array(PriceTick),
    refused: z.array(RefusedAsset),
  }),
);
export type PriceTicks = z.infer<typeof PriceTicks>;
