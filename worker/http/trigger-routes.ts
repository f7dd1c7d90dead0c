import { type Context, Hono } from "hono";
import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import { conditionWindowMsMax } from "../../contracts/trigger.ts";
import { readSeries } from "../../store/read-series.ts";
import type { EdgeEnv } from "../bindings.ts";
import { getHot, hotKeys } from "../hot-cache.ts";
import { type PreviewRefusal, planPreview } from "../preview/plan-preview.ts";
import { readPreviewRequest } from "../preview/read-preview-request.ts";
import { runPreview } from "../preview/run-preview.ts";
import { withReader } from "../wire-journal.ts";
import { answerProblem } from "./problem.ts";

const { guard_fires, guard_window, cadence } = pipelines.pipeline;

/** As live. */
const settings = {
  catalogue: createSignalCatalogue(pipelines),
  cadenceMs: parseDurationMs(cadence) ?? 120_000,
  guard: { fires: guard_fires, windowMs: parseDurationMs(guard_window) ?? 3_600_000 },
  windowMsMax: conditionWindowMsMax,
};

const bodyBytesMax = 32_000;

/** What may be asked of a trigger before any vault has it: public market data, no user data. */
export const triggerRoutes = new Hono<{ Bindings: EdgeEnv }>().post("/triggers/preview", async (context) => {
  const text = await context.req.text();
  if (text.length > bodyBytesMax) return answerProblem(context, "bad-request", "the trigger is too long");
  const request = readPreviewRequest(text);
  if (!request.ok) return answerRefusal(context, request.error);
  // Event time: a replay's present is the end of its last window.
  const latest = await getHot(context.env, hotKeys.prices);
  const plan = planPreview(request.value, settings, latest?.windowEndMs ?? Date.now());
  if (!plan.ok) return answerRefusal(context, plan.error);
  const { keys, readFromMs, toMs } = plan.value;
  const read = await withReader(context.env, (reader) => readSeries(reader, { keys, fromMs: readFromMs, toMs }));
  if (!read.ok) return answerProblem(context, "unavailable", "The recorded prices cannot be read at present.");
  return context.json(runPreview(plan.value, read.value, settings));
});

const answerRefusal = (context: Context, { code, detail, mistake }: PreviewRefusal): Response =>
  answerProblem(context, code, detail, mistake ?? {});
