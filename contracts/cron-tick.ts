import { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { TimeMs } from "./time.ts";

/** A schedule came due. `scheduledMs` is the scheduler's time (simulated in a replay), never the arrival's. */
export const CronTick = envelopeOf("cron-tick", 1, z.strictObject({ cron: z.string(), scheduledMs: TimeMs }));
export type CronTick = z.infer<typeof CronTick>;
