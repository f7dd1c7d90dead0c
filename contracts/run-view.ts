import { z } from "zod";
import { SourceRun } from "./source-run.ts";
import { TimeMs } from "./time.ts";

/** One run of a scheduled stage, as the store keeps it. */
export const RunView = z.strictObject({
  stage: z.string(),
  /** Event time that it was scheduled for. */
  atMs: TimeMs,
  finishedWallMs: TimeMs,
  elapsedMs: z.number().nonnegative(),
  outcome: z.enum(["done", "degraded", "failed"]),
  /** The reason where it is not done; else what it says of itself, or nothing. */
  note: z.string(),
  /** Of everything that came of it. */
  traceId: z.string(),
});
export type RunView = z.infer<typeof RunView>;

/** Answer of `GET /v1/runs`: newest first. */
export const RunsPage = z.strictObject({ runs: z.array(RunView), nextCursor: z.string().nullable() });
export type RunsPage = z.infer<typeof RunsPage>;

/** A step of a run that is a workflow, as it ran. */
export const TakenStep = z.strictObject({
  name: z.string(),
  startedWallMs: TimeMs,
  elapsedMs: z.number().nonnegative(),
});
export type TakenStep = z.infer<typeof TakenStep>;

/** Answer of `GET /v1/runs/:stage/:atMs`. `sources`: what each source did in it. `steps`: null where none are kept. */
export const RunDetail = z.strictObject({
  run: RunView,
  sources: z.array(SourceRun),
  steps: z.array(TakenStep).nullable(),
});
export type RunDetail = z.infer<typeof RunDetail>;
