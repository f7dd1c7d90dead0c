import { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { TimeMs } from "./time.ts";

/** A message that was set aside, with the reason and its body as it came. */
export const DeadLetter = envelopeOf(
  "dead-letter",
  1,
  z.strictObject({
    queue: z.string(),
    reason: z.strictObject({ code: z.string(), message: z.string() }),
    parkedWallMs: TimeMs,
    original: z.json(),
  }),
);
export type DeadLetter = z.infer<typeof DeadLetter>;
