import { z } from "zod";
import { TimeMs } from "./time.ts";

/**
 * `to` follows `from`: a return of 1 of `from` is followed by one of `weight` of `to`, `lagMs` later. What `to` and the rest of the
 * market already knew at that moment is taken out.
 */
export const CascadeEdge = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** Signed; returns per return. `low` and `high`: its 95 % interval. */
  weight: z.number(),
  low: z.number(),
  high: z.number(),
  lagMs: z.int().positive(),
  /** Pairs of returns that it rests on; 0 for a declared edge. */
  support: z.int().nonnegative(),
  /** False-discovery rate at which it is found, corrected for the choice among lags; null for a declared edge. */
  q: z.number().min(0).max(1).nullable(),
  /** `learned` from the window, or declared beforehand (`prior`). */
  origin: z.enum(["learned", "prior"]),
  /** As of which run it was last found in the data; of a declared edge that never was, null. */
  lastSeenMs: TimeMs.nullable(),
});
export type CascadeEdge = z.infer<typeof CascadeEdge>;

/** The edges of one run. */
export const CascadeRun = z.strictObject({
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  barMs: z.int().positive(),
  windowMs: z.int().positive(),
  lagsMax: z.int().positive(),
  fdr: z.number().positive().max(1),
  /** Accepted series by code point. */
  assets: z.array(z.string()),
  /** By q, then names; at most so many as the run's settings say, and how many there were. */
  edges: z.array(CascadeEdge),
  found: z.int().nonnegative(),
  refused: z.array(z.strictObject({ asset: z.string(), reason: z.string() })),
});
export type CascadeRun = z.infer<typeof CascadeRun>;

/** A sudden return of an asset: −0.1 is a fall of 10 %. */
export const Shock = z.strictObject({ asset: z.string(), size: z.number().min(-1).max(10) });
export type Shock = z.infer<typeof Shock>;

/** What shocks at `asOfMs` do to one asset: signed return, the moment at which most of it arrives, who contributed (shares sum to 1). */
export const CascadeImpact = z.strictObject({
  asset: z.string(),
  size: z.number(),
  arrivesAtMs: TimeMs,
  from: z.array(z.strictObject({ asset: z.string(), share: z.number().min(0).max(1) })),
});
export type CascadeImpact = z.infer<typeof CascadeImpact>;
