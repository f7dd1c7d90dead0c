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

/** Answer of `GET /v1/runs/:stage/:atMs`. `sources`: what each source did in it. */
export const RunDetail = z.strictObject({ run: RunView, sources: z.array(SourceRun) });
export type RunDetail = z.infer<typeof RunDetail>;
