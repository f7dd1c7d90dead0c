import { z } from "zod";
import { CascadeEdge, CascadeImpact, CascadeRun, Shock } from "../../../../contracts/cascade.ts";
import { TimeMs } from "../../../../contracts/time.ts";

/** An edge with what it says and rests on, in words. */
export const ExplainedEdge = CascadeEdge.extend({ explanation: z.string() });
export type ExplainedEdge = z.infer<typeof ExplainedEdge>;

/** The answer of `/v1/cascades`. */
export const ExplainedRun = CascadeRun.extend({ edges: z.array(ExplainedEdge) });
export type ExplainedRun = z.infer<typeof ExplainedRun>;

/** The answer of `/v1/cascades/scenario`: what the shocks do, and how much of it there is at each of some moments. */
export const Scenario = z.strictObject({
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  shocks: z.array(Shock),
  impact: z.array(CascadeImpact),
  over: z.array(
    z.strictObject({ atMs: TimeMs, sizes: z.array(z.strictObject({ asset: z.string(), size: z.number() })) }),
  ),
});
export type Scenario = z.infer<typeof Scenario>;
