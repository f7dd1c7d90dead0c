import { z } from "zod";
import { TimeMs } from "./time.ts";

export const FactorName = z.enum(["growth", "liquidity", "risk", "regulation", "shock"]);
export type FactorName = z.infer<typeof FactorName>;
const signed = z.number().min(-1).max(1);
export const FactorStrengths = z.strictObject({
  growth: signed,
  liquidity: signed,
  risk: signed,
  regulation: signed,
  shock: signed,
});
export type FactorStrengths = z.infer<typeof FactorStrengths>;

/** What an event is about. `event.<category>` is its signal. A source's own kinds are brought to these; `other` is a kind nobody knew. */
export const EventCategory = z.enum([
  "earthquake",
  "disaster",
  "conflict",
  "unrest",
  "cyber",
  "exploit",
  "outage",
  "regulation",
  "monetary",
  "economy",
  "market",
  "sentiment",
  "volatility",
  "adoption",
  "trade",
  "health",
  "other",
]);
export type EventCategory = z.infer<typeof EventCategory>;

/**
 * A world event in the one shape that every source is brought to. `factors` are signed in [-1, 1]; a positive `risk`
 * means more risk appetite, a positive `shock` means calm: a reading below zero is always the bad direction.
 */
export const WorldEvent = z.strictObject({
  id: z.string().min(1).max(200),
  dedupeKey: z.string().min(1).max(200),
  title: z.string().min(1).max(400),
  source: z.string(),
  publisherFamily: z.string(),
  eventTimeMs: TimeMs,
  publishedAtMs: TimeMs,
  fetchedAtMs: TimeMs,
  severity: z.number().min(0).max(1),
  category: EventCategory,
  geo: z.strictObject({
    countries: z.array(z.string()),
    lat: z.number().min(-90).max(90).nullable(),
    lon: z.number().min(-180).max(180).nullable(),
    precision: z.enum(["point", "country", "none"]),
  }),
  factors: FactorStrengths,
  confidence: z.number().min(0).max(1),
  evidenceUrl: z.string().nullable(),
  rights: z.string(),
  expiresAtMs: TimeMs,
  methodVersion: z.string(),
});
export type WorldEvent = z.infer<typeof WorldEvent>;
