import { z } from "zod";
import { TimeMs } from "./time.ts";

export const SourceKind = z.enum(["prices", "events", "markets", "context"]);
export type SourceKind = z.infer<typeof SourceKind>;

/**
 * What one source did in one run. `answered`: everything that was asked for; `partial`: a part of it; `failed`: nothing;
 * `skipped`: it was not asked, because its breaker is open.
 */
export const SourceRun = z.strictObject({
  source: z.string(),
  kind: SourceKind,
  /** Event time of the run: the window's end, or the schedule. */
  atMs: TimeMs,
  outcome: z.enum(["answered", "partial", "failed", "skipped"]),
  /** Quotes, events or markets that it gave. */
  rows: z.int().nonnegative(),
  /** Of these, what was refused. */
  refusedRows: z.int().nonnegative(),
  calls: z.int().nonnegative(),
  latencyMs: z.number().nonnegative(),
  /** Event time of its newest row; null without one. */
  newestAtMs: TimeMs.nullable(),
  /** What went wrong, in a sentence; empty where nothing did. */
  note: z.string().max(400),
});
export type SourceRun = z.infer<typeof SourceRun>;
