import { type Context, Hono } from "hono";
import { z } from "zod";
import { deriveTraceId, TraceId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { ok } from "../../contracts/result.ts";
import type { RunDetail, RunsPage, RunView } from "../../contracts/run-view.ts";
import type { SourceKind } from "../../contracts/source-run.ts";
import type { Reader } from "../../store/handles.ts";
import { readRun, readRunList, type StoredRun } from "../../store/read-run-list.ts";
import type { EdgeEnv } from "../bindings.ts";
import { presentMs } from "../list-freshness.ts";
import { readRunSteps } from "../run-steps-archive.ts";
import { withReader } from "../wire-journal.ts";
import { answerProblem } from "./problem.ts";
import { openStatusReads } from "./read-status.ts";

type Env = { Bindings: EdgeEnv };

const RunsQuery = z.strictObject({
  stage: z.string().min(1).max(64).optional(),
  outcome: z.enum(["done", "degraded", "failed"]).optional(),
  minutes: z.coerce
    .number()
    .int()
    .min(1)
    .max(90 * 24 * 60)
    .default(24 * 60),
  /** The run that this trace began with. */
  trace: TraceId.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(400).optional(),
});
const Moment = z.coerce.number().int().nonnegative().max(8_640_000_000_000_000);

type RunRange = Omit<Parameters<typeof readRunList>[1], "limit" | "cursor">;
const tracePagesMax = 40;

/** Which kinds of sources a stage asks. */
const kindsOf: Readonly<Record<string, readonly SourceKind[]>> = {
  ingest: ["prices"],
  enrich: ["events", "markets", "context"],
};

/** Runs of the scheduled stages, for people who look for what went wrong. No user data. */
export const runRoutes = new Hono<Env>()
  .get("/runs", async (context) => {
    const query = RunsQuery.safeParse(context.req.query());
    if (!query.success) {
      const issue = query.error.issues[0];
      return answerProblem(context, "bad-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
    }
    const { stage, outcome, minutes, trace, limit, cursor } = query.data;
    if (stage !== undefined && !Object.hasOwn(pipelines.stages, stage)) return unknownStage(context);
    const toMs = presentMs(await openStatusReads(context.env).seen());
    const range = {
      ...{ fromMs: Math.max(0, toMs - minutes * 60_000), toMs },
      ...(stage === undefined ? {} : { stage }),
      ...(outcome === undefined ? {} : { outcome }),
    };
    const found = await withReader(context.env, (reader) =>
      trace === undefined
        ? readRunList(reader, { ...range, limit, ...(cursor === undefined ? {} : { cursor }) })
        : findTrace(reader, range, trace),
    );
    if (!found.ok) {
      return found.error.code === "bad-cursor"
        ? answerProblem(context, "bad-request", found.error.message)
        : answerProblem(context, "unavailable", "The recorded runs cannot be read at present.");
    }
    const page: RunsPage = {
      runs: await Promise.all(found.value.runs.map(withTrace)),
      nextCursor: found.value.nextCursor,
    };
    return context.json(page);
  })
  .get("/runs/:stage/:atMs", async (context) => {
    const stage = context.req.param("stage");
    const atMs = Moment.safeParse(context.req.param("atMs"));
    if (!Object.hasOwn(pipelines.stages, stage)) return unknownStage(context);
    if (!atMs.success) return answerProblem(context, "bad-request", "the run's moment: milliseconds since 1970");
    const found = await withReader(context.env, (reader) => readRun(reader, { stage, atMs: atMs.data }));
    if (!found.ok) return answerProblem(context, "unavailable", "The recorded runs cannot be read at present.");
    if (found.value === null) return answerProblem(context, "not-found", `No run of ${stage} at that moment is kept.`);
    const kinds = kindsOf[stage] ?? [];
    const detail: RunDetail = {
      run: await withTrace(found.value.run),
      sources: found.value.sources.filter(({ kind }) => kinds.includes(kind)),
      steps: await readRunSteps(context.env.ARCHIVE, { stage, atMs: atMs.data }).then(
        (steps) => steps && [...steps],
        () => null,
      ),
    };
    return context.json(detail);
  });

/** Traces stand in no column: each follows from its run. Of a day there are a few thousand, and one of them has it. */
async function findTrace(reader: Reader, range: RunRange, traceId: TraceId): ReturnType<typeof readRunList> {
  let cursor: string | undefined;
  for (let pages = 0; pages < tracePagesMax; pages += 1) {
    const found = await readRunList(reader, { ...range, limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    if (!found.ok) return found;
    const traced = await Promise.all(found.value.runs.map(withTrace));
    const run = found.value.runs[traced.findIndex((each) => each.traceId === traceId)];
    if (run !== undefined) return ok({ runs: [run], nextCursor: null });
    if (found.value.nextCursor === null) break;
    cursor = found.value.nextCursor;
  }
  return ok({ runs: [], nextCursor: null });
}

const unknownStage = (context: Context<Env>): Response =>
  answerProblem(context, "not-found", `There are the stages ${Object.keys(pipelines.stages).join(", ")}.`);

/** The trace of a scheduled run follows from its schedule. */
const withTrace = async (run: StoredRun): Promise<RunView> => ({
  ...run,
  traceId: await deriveTraceId(run.stage, run.atMs),
});
