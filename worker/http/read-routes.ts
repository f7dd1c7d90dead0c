import { Hono } from "hono";
import { z } from "zod";
import { FeedKind, type PipelineHealth, type PriceHistory } from "../../contracts/live.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { readPriceHistory } from "../../store/queries.ts";
import type { EdgeEnv } from "../bindings.ts";
import { describeFreshness } from "../freshness.ts";
import { getHot, hotKeys } from "../hot-cache.ts";
import { liveFeedOf } from "../live.ts";
import { withReader } from "../wire-journal.ts";
import { answerProblem } from "./problem.ts";
import { openStatusReads } from "./read-status.ts";

const Minutes = z.coerce
  .number()
  .int()
  .min(1)
  .max(7 * 24 * 60)
  .default(180);

/** What anyone may read. No route here holds user data. */
export const readRoutes = new Hono<{ Bindings: EdgeEnv }>()
  .get("/health", async (context) => {
    const stages = await liveFeedOf(context.env).stages();
    const lastEvaluatedMs = stages.find((stage) => stage.stage === "evaluate")?.eventTimeMs ?? null;
    return context.json({ ok: true, feed: FeedKind.parse(context.env.FEED), lastEvaluatedMs });
  })
  .get("/pipeline", async (context) => context.json(await readHealth(context.env)))
  .get("/prices", async (context) => {
    const snapshot = await getHot(context.env, hotKeys.prices);
    return snapshot === null
      ? answerProblem(context, "unavailable", "No window has been priced yet.")
      : context.json(snapshot);
  })
  .get("/factors", async (context) => {
    const snapshot = await getHot(context.env, hotKeys.factors);
    return snapshot === null
      ? answerProblem(context, "unavailable", "No events have been read yet.")
      : context.json(snapshot);
  })
  .get("/prices/history", async (context) => {
    const minutes = Minutes.safeParse(context.req.query("minutes"));
    if (!minutes.success) return answerProblem(context, "bad-request", "minutes: a whole number from 1 to 10080");
    return context.json(await readHistory(context.env, minutes.data));
  });

/** Points from Postgres; while it does not answer, the last cached snapshot with its honest age. */
async function readHistory(env: EdgeEnv, minutes: number): Promise<PriceHistory> {
  const latest = await getHot(env, hotKeys.prices);
  const toMs = latest?.windowEndMs ?? Date.now();
  const assetCount = Math.max(1, latest?.ticks.length ?? 1);
  const range = { fromMs: toMs - minutes * 60_000, toMs, assetCount };
  const read = await withReader(env, (reader) => readPriceHistory(reader, range));
  if (read.ok) return { asOfMs: toMs, source: "database", series: [...read.value] };
  const series = (latest?.ticks ?? []).map(({ asset, priceUsd }) => ({ asset, points: [{ atMs: toMs, priceUsd }] }));
  return { asOfMs: toMs, source: "cache", series };
}

async function readHealth(env: EdgeEnv): Promise<PipelineHealth> {
  const feed = FeedKind.parse(env.FEED);
  const statuses = await liveFeedOf(env).stages();
  const latestMs = statuses.find((status) => status.stage === "ingest")?.eventTimeMs ?? 0;
  const nowMs = feed === "live" ? Date.now() : latestMs;
  const reads = openStatusReads(env);
  const [deadLetters, segments] = await Promise.all([reads.deadLetters(), reads.segments()]);
  return {
    feed,
    nowMs,
    stages: statuses.map((status) => describeFreshness(status, nowMs, pipelines)),
    deadLetters: [...deadLetters],
    journal: { state: segments === 0 ? "direct" : "segments", segments },
  };
}
