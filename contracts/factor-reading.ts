import { z } from "zod";
import { FactorName } from "./event.ts";
import { TimeMs } from "./time.ts";

/** One of the five factors, with what it rests on. */
export const FactorReading = z.strictObject({
  factor: FactorName,
  value: z.number().min(-1).max(1),
  /** The events behind the reading, strongest first, with their signed share. */
  evidence: z.array(z.strictObject({ eventId: z.string(), title: z.string(), eventTimeMs: TimeMs, share: z.number() })),
});
export type FactorReading = z.infer<typeof FactorReading>;
