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

/** What each comparison said at one evaluation. */
export const PreviewMoment = z.strictObject({ atMs: TimeMs, explain: z.array(LeafTrace) });
export type PreviewMoment = z.infer<typeof PreviewMoment>;

/** Moment, left and right side; null: no data. */
export const CoursePoint = z.tuple([TimeMs, z.number().nullable(), z.number().nullable()]);
export type CoursePoint = z.infer<typeof CoursePoint>;

/** Both sides of one comparison from where it was first known: thinned, and no extreme of its left side is lost. */
export const LeafCourse = z.strictObject({ leaf: z.string(), op: LeafTrace.shape.op, points: z.array(CoursePoint) });
export type LeafCourse = z.infer<typeof LeafCourse>;

/** The same engine as live, over the recorded prices and signals of `[fromMs, toMs]`. */
export const TriggerPreview = z.strictObject({
  fires: z.int().nonnegative(),
  /** UTC milliseconds of each fire, in order. */
  at: z.array(TimeMs),
  /** The explanation of the last fire. */
  last: z.array(LeafTrace).nullable(),
  /** The last fires with their explanations, in order: at most 20. */
  explained: z.array(PreviewMoment),
  /** Where it came nearest without a fire around, in order: at most 3. */
  nearest: z.array(PreviewMoment),
  /** The readings at `toMs`. */
  now: z.array(LeafTrace),
  /** Of the first comparisons of `when`: at most 6. */
  courses: z.array(LeafCourse),
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
