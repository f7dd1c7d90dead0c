import { type Context, Hono } from "hono";
import { z } from "zod";
import { deriveTraceId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { RunDetail, RunsPage, RunView } from "../../contracts/run-view.ts";
import type { SourceKind } from "../../contracts/source-run.ts";
import { readRun, readRunList, type StoredRun } from "../../store/read-run-list.ts";
import type { EdgeEnv } from "../bindings.ts";
import { presentMs } from "../list-freshness.ts";
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
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(400).optional(),
});
const Moment = z.coerce.number().int().nonnegative().max(8_640_000_000_000_000);

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
    const { stage, outcome, minutes, limit, cursor } = query.data;
    if (stage !== undefined && !Object.hasOwn(pipelines.stages, stage)) return unknownStage(context);
    const toMs = presentMs(await openStatusReads(context.env).seen());
    const found = await withReader(context.env, (reader) =>
      readRunList(reader, {
        ...{ fromMs: Math.max(0, toMs - minutes * 60_000), toMs, limit },
        ...(stage === undefined ? {} : { stage }),
        ...(outcome === undefined ? {} : { outcome }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
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
    };
    return context.json(detail);
  });

const unknownStage = (context: Context<Env>): Response =>
  answerProblem(context, "not-found", `There are the stages ${Object.keys(pipelines.stages).join(", ")}.`);

/** The trace of a scheduled run follows from its schedule. */
const withTrace = async (run: StoredRun): Promise<RunView> => ({
  ...run,
  traceId: await deriveTraceId(run.stage, run.atMs),
});
