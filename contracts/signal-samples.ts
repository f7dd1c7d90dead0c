import { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { SignalKey } from "./ids.ts";
import { TimeMs } from "./time.ts";

/** `logit`: ln(p / (1 − p)) of a probability, or a difference of two; `gwei`: 10⁻⁹ of a chain's coin, for gas. */
export const SignalUnit = z.enum(["USD", "ratio", "score", "count", "correlation", "probability", "logit", "gwei"]);
export type SignalUnit = z.infer<typeof SignalUnit>;

/**
 * One named, typed, time-stamped number. `low` and `high` are the range since the previous sample where the source
 * gives one. After `validUntilMs` the sample is no data: it fires nothing.
 */
export const SignalSample = z.strictObject({
  key: SignalKey,
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  unit: SignalUnit,
  sampleAtMs: TimeMs,
  validUntilMs: TimeMs,
  sources: z.array(z.string()),
});
export type SignalSample = z.infer<typeof SignalSample>;

export const SignalProducer = z.enum(["ingest", "enrich", "analytics"]);
export type SignalProducer = z.infer<typeof SignalProducer>;

/**
 * Queue `signals`. A producer's samples of one run may need several messages (`part`); together they are the
 * sample set of that run. `gridMs` is set by ingest alone: the evaluation point that this set completes.
 */
export const SignalSamples = envelopeOf(
  "signal-samples",
  2,
  z.strictObject({
    producer: SignalProducer,
    gridMs: TimeMs.nullable(),
    part: z.strictObject({ index: z.int().nonnegative(), count: z.int().positive() }),
    samples: z.array(SignalSample).max(250),
  }),
);
export type SignalSamples = z.infer<typeof SignalSamples>;
