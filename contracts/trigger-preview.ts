import { z } from "zod";
import { LeafTrace } from "./fires.ts";
import { Problem } from "./problem.ts";
import { TimeMs } from "./time.ts";
import { Trigger } from "./trigger.ts";

/** Asks what a trigger would have done in the last days, had it been set then. */
export const PreviewRequest = z.strictObject({
  trigger: Trigger,
  days: z.int().min(1).max(7).default(7),
});
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** The same engine as live, over the recorded prices and signals of `[fromMs, toMs]`. */
export const TriggerPreview = z.strictObject({
  fires: z.int().nonnegative(),
  /** UTC milliseconds of each fire, in order. */
  at: z.array(TimeMs),
  /** The explanation of the last fire. */
  last: z.array(LeafTrace).nullable(),
  /** Grid points from `fromMs` to `toMs`. */
  evaluations: z.int().nonnegative(),
  fromMs: TimeMs,
  toMs: TimeMs,
  /** For people: `would have fired 3 times in the last 7 days`. */
  sentence: z.string(),
  /** What the preview leaves out, or what the recorded time lacks, for people. */
  notes: z.array(z.string()),
});
export type TriggerPreview = z.infer<typeof TriggerPreview>;

/**
 * What is wrong with a trigger. `reason` is the condition language's code (`unknown-signal`, `bad-window`, …), or
 * `refused` where the mistake is outside a condition. `position` counts characters of the field's text from 0.
 */
export const TriggerMistake = z.strictObject({
  field: z.string(),
  reason: z.string(),
  message: z.string(),
  position: z.int().nonnegative().nullable(),
  suggestion: z.string().nullable(),
});
export type TriggerMistake = z.infer<typeof TriggerMistake>;

/** The problem document `trigger-refused`. */
export const TriggerProblem = Problem.extend(TriggerMistake.shape);
export type TriggerProblem = z.infer<typeof TriggerProblem>;
