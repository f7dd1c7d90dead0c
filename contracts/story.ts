import { z } from "zod";
import { EventCategory, FactorStrengths } from "./event.ts";
import { TimeMs } from "./time.ts";

/**
 * One happening as several outlets tell it. The id is that of its first event and never changes. Lineage: a story that
 * was merged names where it went, one that was split off names where it came from.
 */
export const Story = z.strictObject({
  id: z.string().min(1).max(220),
  state: z.enum(["open", "merged", "died"]),
  mergedInto: z.string().nullable(),
  splitFrom: z.string().nullable(),
  title: z.string().min(1).max(400),
  category: EventCategory,
  /** Ids of its events, by code point. */
  eventIds: z.array(z.string()).min(1),
  /** Independent publisher families, by code point. Corroboration counts these, not feeds. */
  publisherFamilies: z.array(z.string()).min(1),
  firstPublishedMs: TimeMs,
  lastPublishedMs: TimeMs,
  expiresAtMs: TimeMs,
  severity: z.number().min(0).max(1),
  /** Rises with each further publisher family. */
  confidence: z.number().min(0).max(1),
  factors: FactorStrengths,
  methodVersion: z.string(),
});
export type Story = z.infer<typeof Story>;
